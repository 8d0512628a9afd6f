autocmd BufRead,BufNewFile *.flw setfiletype flw
