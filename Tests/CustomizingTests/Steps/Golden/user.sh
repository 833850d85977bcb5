name='robot.one'
for group in 'adm' 'kvm'; do
  grep -q "^$group:" /etc/group || { echo "the guest has no group $group: make it before, for instance run: groupadd $group"; exit 1; }
done
if grep -q "^$name:" /etc/passwd; then
  usermod -u 1234 -s '/bin/zsh' -- "$name"
elif command -v useradd >/dev/null; then
  useradd -m -u 1234 -s '/bin/zsh' -- "$name"
  usermod -p '*' -- "$name"
else
  adduser -D -u 1234 -s '/bin/zsh' "$name"
  printf '%s:*\n' "$name" | chpasswd -e
fi
if command -v usermod >/dev/null; then usermod -a -G 'adm' -- "$name"; else addgroup "$name" 'adm'; fi
if command -v usermod >/dev/null; then usermod -a -G 'kvm' -- "$name"; else addgroup "$name" 'kvm'; fi
line=$(grep "^$name:" /etc/passwd | head -n 1)
home=${line%:*}; home=${home##*:}
group=${line#*:*:*:}; group=${group%%:*}
mkdir -p "$home/.ssh"
file=$home/.ssh/authorized_keys
[ ! -s "$file" ] || [ -z "$(tail -c 1 "$file")" ] || echo >>"$file"
for key in 'ssh-ed25519 AAAA robot'\''s'; do grep -qxF -e "$key" "$file" 2>/dev/null || printf '%s\n' "$key" >>"$file"; done
chmod 700 "$home/.ssh"
chmod 600 "$file"
chown "$name:$group" "$home/.ssh" "$file"
mkdir -p /etc/sudoers.d
printf '%s ALL=(ALL:ALL) NOPASSWD: ALL\n' "$name" >'/etc/sudoers.d/90-mayfly-robot_one'
chmod 440 '/etc/sudoers.d/90-mayfly-robot_one'
