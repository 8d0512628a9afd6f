-- What Neovim 0.11 needs for `vim.lsp.enable("flw")`.
return require("flw").server()
