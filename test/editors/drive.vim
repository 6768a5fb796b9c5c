" Drives Vim with ALE, by what its commands call.
function! s:WaitFor(what, Look) abort
  let l:end = reltimefloat(reltime()) + 15
  while !a:Look()
    if reltimefloat(reltime()) > l:end
      throw 'waited in vain for ' . a:what
    endif
    sleep 20m
  endwhile
endfunction
function! s:OnActions(data, items) abort
  let s:actions = [a:data, a:items]
endfunction
function! s:Preview() abort
  for l:window in range(1, winnr('$'))
    if getbufvar(winbufnr(l:window), '&filetype') =~# '^ale-preview'
      return join(getbufline(winbufnr(l:window), 1, '$'), "\n")
    endif
  endfor
  return ''
endfunction
function! CompleteHere() abort
  call ale#completion#OmniFunc(1, '')
  call s:WaitFor('completions', {-> ale#completion#GetCompletionResult() isnot v:null})
  let s:completions = ale#completion#GetCompletionResult()
  return ''
endfunction
function! s:Drive() abort
  let g:ale_hover_to_preview = 1
  let l:buffer = bufnr('')
  call ale#Queue(0)
  call s:WaitFor('diagnostics', {-> !empty(ale#engine#GetLoclist(l:buffer))})
  let l:seen = {'diagnostics': map(copy(ale#engine#GetLoclist(l:buffer)), 'v:val.text')}
  call search('kind:')
  call ale#hover#ShowAtCursor()
  call s:WaitFor('the hover', {-> s:Preview() isnot# ''})
  let l:seen.hover = s:Preview()
  call cursor(1, 1)
  call search('org:raed')
  call ale#codefix#Execute(0, function('s:OnActions'))
  call s:WaitFor('code actions', {-> exists('s:actions')})
  call ale#codefix#ApplyLSPCodeAction(s:actions[0], s:actions[1][0][1])
  call cursor(1, 1)
  call search('- scope:', 'e')
  let l:seen.fixed = getline('.')
  call search('org:read')
  " ALE completes in insert mode only.
  call feedkeys("i\<C-R>=CompleteHere()\<CR>\<Esc>", 'tx')
  let l:seen.completions = map(copy(s:completions), 'v:val.word')
  call writefile([json_encode(l:seen)], $RESULT)
endfunction
try
  call s:Drive()
catch
  call writefile([v:exception . ' ' . v:throwpoint], $RESULT)
endtry
qall!
