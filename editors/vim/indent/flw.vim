" flw.vim - two columns a bracket, as `flw fmt` lays out.
if exists("b:did_indent")
  finish
endif
let b:did_indent = 1

setlocal indentexpr=FlwIndent(v:lnum) indentkeys=0},0],0),0\",o,O,!^F
setlocal autoindent
let b:undo_indent = "setlocal indentexpr< indentkeys< autoindent<"

if exists("*FlwIndent")
  finish
endif

" In a workflow a line of its own that still belongs to the call above it.
let s:continuation = '^\s*\%(with\|after\)\>'

" What is in texts and comments opens nothing.
function! s:IsCode(line, column) abort
  let name = synIDattr(synID(a:line, a:column, 1), "name")
  return name !~# '^flw\%(Text\|Raw\|Block\|RawBlock\|Comment\|Doc\|Place\|Escape\)$'
    \ && (name ==# "" || name =~# '^flw')
endfunction

" Brackets opened less brackets closed, of a line: those that close before
" anything opens counted when they do not begin it, since that moved it already.
function! s:Opened(line) abort
  let text = getline(a:line)
  let start = matchend(text, '^\s*[])}]*')
  let depth = 0
  for column in range(start, len(text) - 1)
    if text[column] !~# '[][(){}]' || !s:IsCode(a:line, column + 1)
      continue
    endif
    let depth += text[column] =~# '[[({]' ? 1 : -1
  endfor
  return depth
endfunction

" Whether the line begins within a text that an earlier one opened.
function! s:InText(line) abort
  let names = map(synstack(a:line, 1), 'synIDattr(v:val, "name")')
  return a:line > 1 && match(names, '^flw\%(Script\|Python\|Sql\|Block\|RawBlock\)$') >= 0
endfunction

function! FlwIndent(line) abort
  if s:InText(a:line)
    return getline(a:line) =~# '^\s*"""' ? indent(s:TextStart(a:line)) : -1
  endif
  let before = prevnonblank(a:line - 1)
  while before > 0 && s:InText(before) && getline(before) !~# '"""'
    let before = prevnonblank(before - 1)
  endwhile
  if before == 0
    return 0
  endif
  let depth = s:Opened(before)
  let at = indent(before)
  if at > 0 && getline(before) =~# s:continuation
    let at -= shiftwidth()
  endif
  if at > 0 && getline(a:line) =~# s:continuation
    return at + shiftwidth()
  endif
  if depth > 0
    let at += shiftwidth()
  elseif depth < 0
    let at -= shiftwidth()
  endif
  if getline(a:line) =~# '^\s*[])}]'
    let at -= shiftwidth()
  endif
  return max([at, 0])
endfunction

function! s:TextStart(line) abort
  let line = a:line - 1
  while line > 1 && s:InText(line)
    let line -= 1
  endwhile
  return line
endfunction
