vim.api.nvim_create_user_command("FlwRun", function(given)
  require("flw").run(given.fargs)
end, { nargs = "+", desc = "flw run of this file: WORKFLOW [--input value]…" })

vim.api.nvim_create_user_command("FlwGraph", function(given)
  require("flw").graph(given.args)
end, { nargs = 1, desc = "flw graph of this file, as text: WORKFLOW" })
