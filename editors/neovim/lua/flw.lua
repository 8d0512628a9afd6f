-- flw.lua - the server `flw lsp`, and two commands. Neovim 0.7 and later; from
-- 0.11 on `vim.lsp.enable("flw")` does what setup() does.
local M = {}

local files = vim.uv or vim.loop
local roots = { "flw.toml", ".git" }
local options = {
  path = "flw",
  settings = { diagnostics = { lint = true } },
}

function M.server()
  return {
    name = "flw",
    cmd = { options.path, "lsp" },
    filetypes = { "flw" },
    root_markers = roots,
    init_options = options.settings,
    settings = { flw = options.settings },
  }
end

-- The folder of the project around a file: where a marker is, or the file's own.
local function root_of(file)
  local folder = vim.fn.fnamemodify(file, ":p:h")
  local at = folder
  while true do
    for _, marker in ipairs(roots) do
      if files.fs_stat(at .. "/" .. marker) then
        return at
      end
    end
    local above = vim.fn.fnamemodify(at, ":h")
    if above == at then
      return folder
    end
    at = above
  end
end

-- One server for each root. vim.lsp.start does that since 0.8.
local started = {}

function M.attach(buffer)
  local config = M.server()
  config.root_dir = root_of(vim.api.nvim_buf_get_name(buffer))
  if vim.lsp.start then
    return vim.lsp.start(config, { bufnr = buffer })
  end
  local id = started[config.root_dir]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(config)
    started[config.root_dir] = id
  end
  if id then
    vim.lsp.buf_attach_client(buffer, id)
  end
  return id
end

-- given: path of the program, settings of the server (editors/neovim/README.md).
function M.setup(given)
  options = vim.tbl_deep_extend("force", options, given or {})
  local group = vim.api.nvim_create_augroup("flw", {})
  vim.api.nvim_create_autocmd("FileType", {
    group = group,
    pattern = "flw",
    callback = function(event)
      M.attach(event.buf)
    end,
  })
end

function M.run(arguments)
  vim.cmd("update")
  local file = vim.api.nvim_buf_get_name(0)
  local command = { options.path, "run", file }
  vim.list_extend(command, arguments)
  vim.cmd("botright new")
  vim.fn.termopen(command)
end

function M.graph(workflow)
  vim.cmd("update")
  local file = vim.api.nvim_buf_get_name(0)
  local command = { options.path, "graph", "--format", "text", file, workflow }
  local lines = vim.fn.systemlist(command)
  vim.cmd("botright vnew")
  vim.bo.buftype = "nofile"
  vim.bo.bufhidden = "wipe"
  vim.bo.swapfile = false
  vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
  vim.bo.modifiable = false
end

return M
