" flw.vim - `:make` is `flw check` of this file.
if exists("current_compiler")
  finish
endif
let current_compiler = "flw"

CompilerSet makeprg=flw\ check\ --format\ short\ %:S
CompilerSet errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m
