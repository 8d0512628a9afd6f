" flw.vim - comments, widths, `:make` and `gq` for flw.
if exists("b:did_ftplugin")
  finish
endif
let b:did_ftplugin = 1

setlocal comments=:##,:# commentstring=#\ %s
setlocal formatoptions-=t formatoptions+=croql
setlocal expandtab shiftwidth=2 softtabstop=2
setlocal iskeyword=@,48-57,_
setlocal suffixesadd=.flw
let b:undo_ftplugin = "setlocal comments< commentstring< formatoptions<"
  \ . " expandtab< shiftwidth< softtabstop< iskeyword< suffixesadd<"

" `gq` of a whole file; a part of one is no program.
if executable("flw")
  setlocal formatprg=flw\ fmt\ -
  let b:undo_ftplugin .= " formatprg<"
endif
compiler flw
let b:undo_ftplugin .= " makeprg< errorformat<"
