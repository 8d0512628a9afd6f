# A new project is accepted as it is; nothing is written over.
folder=$(mktemp -d)
cd "$folder" || exit 2
"$flw" new demo
find demo -type f | LC_ALL=C sort
"$flw" check demo && echo 'is fine'
"$flw" new demo
"$flw" new
"$flw" new ../.. 2>&1 | sed "s,$folder,FOLDER,"
rm -rf "$folder"
