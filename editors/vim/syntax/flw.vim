" flw.vim - colours for flw, with shell, Python and SQL in their scripts.
if exists("b:current_syntax")
  finish
endif

" Other languages first: they may reset what is set below.
unlet! b:current_syntax
syntax include @flwSh syntax/sh.vim
unlet! b:current_syntax
syntax include @flwPython syntax/python.vim
unlet! b:current_syntax
syntax include @flwSql syntax/sql.vim
unlet! b:current_syntax
syntax case match
syntax sync fromstart

" ---- words ----

" No keywords: every word is a name before a colon and after a dot.
syntax match flwDeclare /\.\@1<!\<\%(import\|type\|enum\|const\|defaults\|kind\|task\|extern\|workflow\|launch\|test\)\>\%(\s*:\)\@!/
syntax match flwWord /\.\@1<!\<\%(as\|new\|where\|using\|with\|after\|on\)\>\%(\s*:\)\@!/
syntax match flwFlow /\.\@1<!\<\%(return\|fail\|for\)\>\%(\s*:\)\@!/
syntax match flwConditional /\.\@1<!\<\%(if\|else\|match\)\>\%(\s*:\)\@!/
syntax match flwOperatorWord /\.\@1<!\<\%(in\|matches\|and\|or\|not\)\>\%(\s*:\)\@!/
syntax match flwBoolean /\.\@1<!\<\%(true\|false\)\>\%(\s*:\)\@!/
syntax match flwNone /\.\@1<!\<\%(none\)\>\%(\s*:\)\@!/
syntax match flwSelf /\.\@1<!\<\%(self\)\>\%(\s*:\)\@!/
syntax match flwBuiltin /\<\%(len\|zip\|approve\|wait_for\|sleep\)\ze\s*(/
syntax match flwWord /\<\%(on\s\+\)\@<=failure\>/
syntax match flwDeclare /\<plugin\ze\s\+"/
syntax match flwType /\<\u\w*\>/
syntax match flwBuiltinType /\<\%(int\|float\|string\|bool\|datetime\|duration\|bytes\|json\|list\|map\|file\|dir\|table\|error\)\>\%(\s*[:=(.]\)\@!/
syntax match flwCall /\<\l\w*\ze\s*(/
syntax match flwField /\<\h\w*\ze\s*:/
syntax match flwField /\%(\w\.\)\@<=\l\w*\>\%(\s*(\)\@!/
syntax match flwCase /\%(\<\u\w*\.\)\@<=\w\+/

" ---- names that are declared ----

syntax match flwName /\%(\<\%(task\|workflow\|launch\|const\|kind\)\s\+\)\@<=\l\w*\>/

" ---- literals ----

syntax match flwNumber /\<\d\+\%(_\d\+\)*\>/
syntax match flwNumber /\<\d\+\%(_\d\+\)*\%(Ki\|Mi\|Gi\|Ti\|KB\|MB\|GB\|TB\)\>/
syntax match flwNumber /\<\%(\d\+\%(ms\|s\|m\|h\|d\)\)\+\>/
syntax match flwFloat /\<\d\+\%(_\d\+\)*\%(\.\d\+\%([eE][+-]\=\d\+\)\=\|[eE][+-]\=\d\+\)\>/
syntax match flwDatetime /@\d[0-9A-Za-z:+-]*\%(\.[0-9A-Za-z:+-]\+\)\=/
syntax match flwOperator /->\|==\|!=\|<=\|>=\|\.\.\|[-+*\/%<>=?|]/

syntax match flwEscape contained /\\[ntr"\\]\|\\u{\x\{1,6}}\|{{\|}}/
syntax match flwPlace contained /{\s*\l\w*\%(\.\w\+\|\[[^\]]*\]\)*\s*}/
syntax region flwText start=/"/ skip=/\\./ end=/"\|$/ contains=flwEscape,flwPlace
syntax region flwRaw start=/\<r"/ end=/"\|$/
syntax region flwBlock start=/"""/ skip=/\\./ end=/"""/ contains=flwEscape,flwPlace
syntax region flwRawBlock start=/\<r"""/ end=/"""/

" ---- other languages ----
" `keepend`: what the script leaves open ends with it. A field of the name that
" is no block is none of theirs.

syntax region flwScript matchgroup=flwText keepend start=/\%(\<script\s*:\s*\)\@<=r\="""/ end=/"""/ contains=@flwSh
syntax region flwPython matchgroup=flwText keepend start=/\%(\<shell\s*:\s*"[^"]*python[^"]*",\=\_s*script\s*:\s*\)\@<=r\="""/ end=/"""/ contains=@flwPython
syntax region flwSql matchgroup=flwText keepend start=/\%(\<\%(statement\|query\)\s*:\s*\)\@<="""/ end=/"""/ contains=@flwSql,flwPlace

" ---- comments ----

syntax keyword flwTodo contained TODO FIXME XXX
syntax match flwComment /#.*/ contains=flwTodo,@Spell
syntax match flwDoc /##.*/ contains=flwTodo,@Spell

highlight default link flwDeclare Keyword
highlight default link flwWord Keyword
highlight default link flwFlow Statement
highlight default link flwConditional Conditional
highlight default link flwOperatorWord Operator
highlight default link flwOperator Operator
highlight default link flwBoolean Boolean
highlight default link flwNone Constant
highlight default link flwSelf Special
highlight default link flwBuiltin Special
highlight default link flwType Type
highlight default link flwBuiltinType Type
highlight default link flwCase Constant
highlight default link flwName Function
highlight default link flwCall Function
highlight default link flwField Identifier
highlight default link flwNumber Number
highlight default link flwFloat Float
highlight default link flwDatetime Number
highlight default link flwText String
highlight default link flwRaw String
highlight default link flwBlock String
highlight default link flwRawBlock String
highlight default link flwEscape SpecialChar
highlight default link flwPlace Special
highlight default link flwTodo Todo
highlight default link flwComment Comment
highlight default link flwDoc SpecialComment

let b:current_syntax = "flw"
