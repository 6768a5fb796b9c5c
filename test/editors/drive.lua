-- Drives Neovim 0.7's built-in client.
local function wait(what, look)
  assert(vim.wait(15000, look, 20), 'waited in vain for ' .. what)
end
local ok, err = pcall(function()
  local buf = vim.api.nvim_get_current_buf()
  wait('diagnostics', function() return #vim.diagnostic.get(buf) > 0 end)
  local client = vim.lsp.buf_get_clients(buf)[next(vim.lsp.buf_get_clients(buf))]
  local seen = { diagnostics = {}, completions = {} }
  for _, d in ipairs(vim.diagnostic.get(buf)) do table.insert(seen.diagnostics, d.message) end
  local function position(word)
    for i, line in ipairs(vim.api.nvim_buf_get_lines(buf, 0, -1, false)) do
      local at = line:find(word, 1, true)
      if at then return { line = i - 1, character = at - 1 } end
    end
  end
  local doc = { uri = vim.uri_from_bufnr(buf) }
  local function ask(method, params)
    params.textDocument = doc
    local answer = assert(client.request_sync('textDocument/' .. method, params, 15000, buf), method)
    assert(not answer.err, vim.inspect(answer.err))
    return answer.result
  end
  local at = position('org:raed')
  seen.hover = ask('hover', { position = position('kind:') }).contents.value
  local list = ask('completion', { position = at })
  for _, item in ipairs(list.items or list) do table.insert(seen.completions, item.label) end
  local range = { start = at, ['end'] = { line = at.line, character = at.character + 8 } }
  local actions = ask('codeAction', { range = range, context = { diagnostics = {} } })
  vim.lsp.util.apply_workspace_edit(actions[1].edit, client.offset_encoding)
  seen.fixed = vim.api.nvim_buf_get_lines(buf, at.line, at.line + 1, false)[1]
  vim.fn.writefile({ vim.fn.json_encode(seen) }, vim.env.RESULT)
end)
if not ok then io.stderr:write(tostring(err) .. '\n') end
vim.cmd('qall!')
