-- Drives `playbook lsp` by Neovim's own client: opens, types, asks, and writes what it has got as JSON.
local found = {}
local patience = 30000

local function ask(client, method, params)
  local answer, problem = client.request_sync(method, params, patience, 0)
  assert(answer and not answer.err, method .. ": " .. vim.inspect(problem or answer and answer.err))
  return answer.result
end

local function point(line, column)
  return {
    textDocument = vim.lsp.util.make_text_document_params(0),
    position = { line = line, character = column },
  }
end

local function find_line(start)
  for n, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    if vim.startswith(line, start) then return n - 1 end
  end
  error("no line begins with " .. start)
end

local function run()
  local exited
  local id = vim.lsp.start_client({
    cmd = vim.fn.json_decode(vim.env.PLAYBOOK_LSP),
    root_dir = vim.fn.getcwd(),
    workspace_folders = { { uri = vim.uri_from_fname(vim.fn.getcwd()), name = "playbook" } },
    capabilities = vim.tbl_deep_extend("force", vim.lsp.protocol.make_client_capabilities(), {
      workspace = { workspaceEdit = { documentChanges = true, resourceOperations = { "rename" } } },
    }),
    on_exit = function(code) exited = code end,
  })
  vim.lsp.buf_attach_client(0, id)
  local client = vim.lsp.get_client_by_id(id)
  assert(vim.wait(patience, function() return client.initialized end, 20), "the server does not answer")

  local line = find_line("sponsor: ")
  vim.api.nvim_buf_set_lines(0, line, line, false, { "form" })
  assert(vim.wait(patience, function() return #vim.diagnostic.get(0) > 0 end, 20), "no findings")
  found.findings = {}
  for _, each in ipairs(vim.diagnostic.get(0)) do
    local text = vim.api.nvim_buf_get_lines(0, each.lnum, each.lnum + 1, false)[1]
    table.insert(found.findings, { code = each.code or each.user_data.lsp.code, text = text:sub(each.col + 1, each.end_col) })
  end

  found.completions = {}
  for _, each in ipairs(ask(client, "textDocument/completion", point(line, 4)).items) do
    table.insert(found.completions, each.textEdit.newText)
  end

  vim.api.nvim_buf_set_lines(0, line, line + 1, false, {})
  assert(vim.wait(patience, function() return #vim.diagnostic.get(0) == 0 end, 20), "findings stay")
  found.hover = ask(client, "textDocument/hover", point(line, 10)).contents.value
  found.definition = ask(client, "textDocument/definition", point(line, 10))[1].uri
  found.symbols = #ask(client, "textDocument/documentSymbol", point(line, 10))

  local asked = vim.tbl_extend("force", point(line, 10), { newName = "sofia-dahl" })
  vim.lsp.util.apply_workspace_edit(ask(client, "textDocument/rename", asked), client.offset_encoding)
  found.renamed = vim.api.nvim_buf_get_lines(0, line, line + 1, false)[1]

  client.stop()
  vim.wait(patience, function() return exited ~= nil end, 20)
  found.exit = exited
end

local fine, problem = pcall(run)
if not fine then found.problem = tostring(problem) end
local out = io.open(vim.env.PLAYBOOK_OUT, "w")
out:write(vim.fn.json_encode(found))
out:close()
vim.cmd("qall!")
