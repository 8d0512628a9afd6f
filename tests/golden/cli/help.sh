# Help of everything, and what an unknown command is answered.
"$flw" --version
"$flw" --help
"$flw" help build
"$flw" inspect --help
"$flw" help nothing
"$flw"
"$flw" chek
"$flw" check --no-such-option
"$flw" check --max-errors many
"$flw" check --format yaml
"$flw" help --man | head -40
