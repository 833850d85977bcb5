mkdir -p /run/mayfly
{ timeout -s KILL 60 unshare --mount --pid --uts --ipc --net --fork --kill-child \
/bin/sh -c 'r=/sysroot
mkdir -p $r/dev $r/sys $r/proc && mount --rbind /dev $r/dev && mount --rbind /sys $r/sys && mount -t proc proc $r/proc || exit 125
ip link set lo up
env -i '\''HOME=/root'\'' '\''LANG=C.UTF-8'\'' '\''PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'\'' '\''SYSTEMD_OFFLINE=1'\'' chroot $r /bin/sh -e -c '\''echo it'\''\'\'''\''s'\'' '\''mayfly'\''
s=$?
exit $s' </dev/null
echo $? >/run/mayfly/status; } 2>&1 | tail -c 49152 | tr -d '\000' >/run/mayfly/output
printf '%s\n' "$(cat /run/mayfly/status)"
cat /run/mayfly/output
rm -f /run/mayfly/status /run/mayfly/output