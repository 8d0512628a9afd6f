# Shell completion, that each shell takes.
for shell in bash zsh fish; do
    "$flw" completion $shell
done
"$flw" completion tcsh
"$flw" completion
"$flw" completion bash | bash -n && echo 'bash takes it'
