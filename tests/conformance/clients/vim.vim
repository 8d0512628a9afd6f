" vim.vim - colours, indentation and `:make`, for Vim and Neovim.
"
"   EXAMPLES=examples FLW_PATH=folder PROJECT=copy vim -es … -S vim.vim
set nomore noswapfile hidden
filetype plugin indent on
syntax on
let s:failed = 0
let s:lines = []

function! s:Check(name, good, why) abort
  call add(s:lines, (a:good ? "ok " : "not ok ") . a:name . (a:good ? "" : ": " . a:why))
  let s:failed += !a:good
endfunction

" ---- indentation: every example loses its own and gets it again ----

function! s:InText(line) abort
  return match(map(synstack(a:line, 1), 'synIDattr(v:val, "name")'), '^flw') >= 0
    \ && synIDattr(synID(a:line, 1, 1), "name") !~# '^flw\%(Comment\|Doc\)$'
    \ && getline(a:line) =~# '^\s\|^$'
endfunction

for s:file in glob($EXAMPLES . "/*/*.flw", 0, 1)
  execute "edit!" fnameescape(s:file)
  let s:whole = getline(1, "$")
  let s:texts = map(range(1, line("$")), 's:InText(v:val)')
  for s:line in range(1, line("$"))
    if !s:texts[s:line - 1]
      call setline(s:line, substitute(getline(s:line), '^\s\+', '', ''))
    endif
  endfor
  let s:lost = getline(1, "$") != s:whole
  syntax sync fromstart
  normal! gg=G
  let s:at = 0
  while s:at < len(s:whole) && getline(s:at + 1) ==# get(s:whole, s:at)
    let s:at += 1
  endwhile
  call s:Check("indent " . fnamemodify(s:file, ":t"),
    \ s:lost && s:at == len(s:whole), "line " . (s:at + 1) . ": " . getline(s:at + 1))
  bwipeout!
endfor

" ---- colours: each group where the text says so ----

enew!
setfiletype flw
call setline(1, [
  \ '## Doc.',
  \ '# plain',
  \ 'task fetch(on: Region, type: file<csv>) -> (n: int)',
  \ 'using shell { image: "a:{x}\n", script: r"""',
  \ '  echo "unclosed',
  \ '""" }',
  \ 'using shell { shell: "/usr/bin/python3", script: r"""',
  \ '  import sys',
  \ '""" }',
  \ 'using bigquery { statement: """',
  \ '  SELECT x FROM t',
  \ '""" }',
  \ 'workflow w() -> () { x = y.as with { memory: 4Gi, timeout: 2h30m } }',
  \ 'const a = if sf { Region.nyc } else { @2026-01-31 }',
  \ 'const b = r"\d"'])
syntax sync fromstart
for [s:line, s:text, s:group] in [
  \ [1, 'Doc', 'flwDoc'],
  \ [2, 'plain', 'flwComment'],
  \ [3, 'task', 'flwDeclare'],
  \ [3, 'fetch', 'flwName'],
  \ [3, 'on', 'flwField'],
  \ [3, 'Region', 'flwType'],
  \ [3, 'type', 'flwField'],
  \ [3, 'file', 'flwBuiltinType'],
  \ [3, '->', 'flwOperator'],
  \ [4, 'using', 'flwWord'],
  \ [4, 'image', 'flwField'],
  \ [4, '{x}', 'flwPlace'],
  \ [4, '\\n', 'flwEscape'],
  \ [5, 'echo', '^sh'],
  \ [6, '"""', 'flwText'],
  \ [8, 'import', '^python'],
  \ [11, 'SELECT', '^sql'],
  \ [13, 'w\>', 'flwWord\|flwDeclare'],
  \ [13, 'as', 'flwField'],
  \ [13, 'with', 'flwWord'],
  \ [13, '4Gi', 'flwNumber'],
  \ [13, '2h30m', 'flwNumber'],
  \ [14, 'const', 'flwDeclare'],
  \ [14, 'if', 'flwConditional'],
  \ [14, 'nyc', 'flwCase'],
  \ [14, '@2026', 'flwDatetime'],
  \ [15, 'd"$', 'flwRaw']]
  let s:column = match(getline(s:line), s:text) + 1
  let s:found = synIDattr(synID(s:line, s:column, 1), "name")
  call s:Check("colour of " . s:text, s:column > 0 && s:found =~# s:group, "is " . s:found)
endfor
bwipeout!

" ---- :make ----

execute "edit!" fnameescape($PROJECT . "/broken.flw")
silent make!
let s:found = map(filter(getqflist(), 'v:val.valid'), '[v:val.lnum, v:val.col, v:val.type]')
call s:Check("make", s:found == [[5, 19, "e"], [6, 13, "e"]], string(s:found))
execute "edit!" fnameescape($PROJECT . "/untidy.flw")
silent normal! gggqG
call s:Check("gq", getline(1) ==# "workflow untidy(day: datetime) -> (n: int) {", getline(1))

call writefile(s:lines, $RESULT)
execute s:failed ? "cquit!" : "qall!"
