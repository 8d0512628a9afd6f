-- neovim.lua - Neovim, headless, as a user's: the plugin of editors/neovim starts
-- the server, and what is looked at is what the editor shows.
--
--   FLW=flw PROJECT=copy nvim --headless --clean -c 'luafile neovim.lua'
local project = os.getenv("PROJECT")
local wait = 10000
local failed = 0

local function check(name, test)
  local ok, why = pcall(test)
  print((ok and "ok " or "not ok ") .. name .. (ok and "" or ": " .. tostring(why)) .. "\n")
  failed = failed + (ok and 0 or 1)
end

local function eventually(what, condition)
  assert(vim.wait(wait, condition, 10), "no " .. what .. " within 10 s")
end

local function open(file)
  vim.cmd("edit! " .. project .. "/" .. file)
  eventually("client", function()
    local clients = vim.lsp.get_clients or vim.lsp.buf_get_clients
    return #vim.tbl_values(clients(vim.lsp.get_clients and { bufnr = 0 } or 0)) == 1
  end)
end

local function diagnostics(count)
  eventually(count .. " diagnostics", function()
    return #vim.diagnostic.get(0) == count
  end)
  return vim.diagnostic.get(0)
end

-- The cursor on the first letter of the text, or `into` letters after it.
local function go_to(text, into)
  vim.fn.cursor(1, 1)
  assert(vim.fn.search("\\V" .. text, "c") > 0, "no text " .. text)
  if into then
    vim.fn.cursor(vim.fn.line("."), vim.fn.col(".") + into)
  end
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
end

local function holds(whole, part)
  assert(whole:find(part, 1, true), "no " .. part .. " in: " .. whole)
end

require("flw").setup({ path = os.getenv("FLW") })

check("diagnostics of a file that is opened", function()
  open("broken.flw")
  local found = diagnostics(2)
  holds(found[1].message, "wants file<csv>, found datetime")
  assert(found[1].lnum == 4 and found[1].col == 18, "line or column")
  holds(found[2].message, "has no `cuont`")
end)

check("diagnostics after an edit", function()
  go_to("cuont")
  vim.cmd("normal! ciwcount")
  vim.fn.append(0, "# 😀")
  eventually("second mistake of its kind", function()
    local lines = {}
    for _, one in ipairs(vim.diagnostic.get(0)) do
      if one.message:find("found datetime", 1, true) then
        table.insert(lines, one.lnum)
      end
    end
    return vim.deep_equal(lines, { 5, 6 })
  end)
  vim.cmd("%s/count(day)/count(trips.fetch(trips.Region.sf, day))/")
  vim.cmd("silent! g/^  m = /d")
  diagnostics(0)
end)

check("hover", function()
  open("main.flw")
  diagnostics(0)
  go_to("trips.fetch(", 7)
  vim.lsp.buf.hover()
  local shown
  eventually("window", function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= "" then
        local buffer = vim.api.nvim_win_get_buf(window)
        shown = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")
        vim.api.nvim_win_close(window, true)
        return true
      end
    end
  end)
  holds(shown, "task fetch(")
  holds(shown, "The trips of one day")
end)

check("definition in another file", function()
  go_to("trips.fetch(", 7)
  vim.lsp.buf.definition()
  eventually("jump", function()
    return vim.fn.expand("%:t") == "trips.flw"
  end)
  holds(vim.api.nvim_get_current_line(), "task fetch(")
end)

check("completion", function()
  open("main.flw")
  go_to("trips.count(rows)", 6)
  local params = vim.lsp.util.make_position_params(0, "utf-16")
  local answers = vim.lsp.buf_request_sync(0, "textDocument/completion", params, wait)
  local labels = {}
  for _, answer in pairs(assert(answers)) do
    for _, item in ipairs(answer.result.items or answer.result) do
      labels[item.label] = true
    end
  end
  assert(labels.fetch and labels.count and labels.Region, vim.inspect(labels))
  assert(not labels.one_day, "a name of this module after `trips.`")
end)

check("rename in all files", function()
  open("main.flw")
  go_to("trips.fetch(", 7)
  vim.lsp.buf.rename("load")
  eventually("rename", function()
    return text():find("trips.load(region, day)", 1, true) ~= nil
  end)
  diagnostics(0)
  open("trips.flw")
  holds(text(), "task load(")
end)

check("formatting", function()
  open("untidy.flw")
  if vim.lsp.buf.format then
    vim.lsp.buf.format({ timeout_ms = wait })
  else
    vim.lsp.buf.formatting_sync(nil, wait)
  end
  holds(text(), "workflow untidy(day: datetime) -> (n: int) {\n  n = trips.count(")
end)

check("a graph", function()
  open("untidy.flw")
  vim.cmd("FlwGraph untidy")
  assert(vim.bo.buftype == "nofile" and not vim.bo.modifiable)
  holds(text(), "trips.count")
  vim.cmd("bwipeout")
end)

check("a run", function()
  open("untidy.flw")
  vim.cmd("FlwRun untidy --day never")
  local terminal = vim.api.nvim_get_current_buf()
  assert(vim.bo[terminal].buftype == "terminal")
  eventually("answer of flw run", function()
    return text():find("wants datetime", 1, true) ~= nil
  end)
  vim.cmd("bwipeout!")
end)

check("the server ends with the editor", function()
  vim.lsp.stop_client(vim.lsp.get_active_clients())
  eventually("end", function()
    return #vim.lsp.get_active_clients() == 0
  end)
end)

vim.cmd(failed == 0 and "qa!" or "cq!")
