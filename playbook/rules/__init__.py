"""Every rule, listed by hand, in the order of the codes.

In: nothing. Out: `RULES`. A rule is one module and one page of the same name beside it.
"""

from playbook.rule import Rule
from playbook.rules import (
    broken_link,
    duplicate_id,
    front_matter_invalid,
    gate_unapproved,
    internal_fault,
    invalid_value,
    key_missing,
    left_the_company,
    owner_missing,
    placeholder_left,
    reading_invalid,
    stage_dates_contradict,
    stage_metric_missing,
    stage_missing,
    stage_owner_missing,
    stage_review_missing,
    step_begun_too_early,
    unknown_key,
    unknown_reference,
    waiver_invalid,
    watermelon,
    working_draft,
)

RULES: tuple[Rule, ...] = (
    front_matter_invalid.RULE,
    unknown_key.RULE,
    invalid_value.RULE,
    duplicate_id.RULE,
    unknown_reference.RULE,
    broken_link.RULE,
    left_the_company.RULE,
    placeholder_left.RULE,
    waiver_invalid.RULE,
    reading_invalid.RULE,
    key_missing.RULE,
    stage_owner_missing.RULE,
    stage_metric_missing.RULE,
    stage_review_missing.RULE,
    stage_missing.RULE,
    owner_missing.RULE,
    stage_dates_contradict.RULE,
    watermelon.RULE,
    step_begun_too_early.RULE,
    gate_unapproved.RULE,
    working_draft.RULE,
    internal_fault.RULE,
)
