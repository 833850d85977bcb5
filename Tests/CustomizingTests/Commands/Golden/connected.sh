mkdir -p /run/mayfly
{ timeout -s KILL 3600 unshare --mount --pid --uts --ipc --fork --kill-child \
/bin/sh -c 'r=/sysroot
mkdir -p $r/dev $r/sys $r/proc && mount --rbind /dev $r/dev && mount --rbind /sys $r/sys && mount -t proc proc $r/proc || exit 125
c=$r/etc/resolv.conf
if [ -L $c ]; then
case $(readlink $c) in
/run/*|../run/*) t=$(readlink $c); t=$r/run/${t#*run/}; mkdir -p "${t%/*}"; cp /etc/resolv.conf "$t";;
esac
else
[ -e $c ] || { : >$c; : >/run/mayfly/resolver; }
mount --bind /etc/resolv.conf $c
fi
h=$r/etc/hosts; hosts=
if [ -f $h ] && ! [ -L $h ]; then
{ cat $h; [ -z "$(tail -c 1 $h)" ] || echo; printf '\''%s'\'' '\''192.0.2.7 mirror.test # name of the host that builds
'\''; } >/run/mayfly/hosts; cp /run/mayfly/hosts /run/mayfly/hosts.old
mount --bind /run/mayfly/hosts $h; hosts=y
fi
mkdir -p /var/tmp/mayfly/var/cache/apt; [ -L $r/var/cache/apt ] || ! [ -d $r/var/cache/apt ] || mount --bind /var/tmp/mayfly/var/cache/apt $r/var/cache/apt
p=$r/usr/sbin/policy-rc.d; [ -e $p ] || [ -L $p ] || { printf '\''#!/bin/sh\nexit 101\n'\'' >$p && chmod 755 $p && : >/run/mayfly/policy; }
env -i '\''A='\''\'\'''\'''\'' '\''HOME=/root'\'' '\''LANG=C.UTF-8'\'' '\''PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'\'' '\''SYSTEMD_OFFLINE=1'\'' '\''http_proxy=http://169.254.2.2:3128'\'' chroot $r /bin/sh -e -c '\''true'\'' '\''mayfly'\'' '\''a b'\''
s=$?
if [ "$hosts" ]; then
umount $h; cmp -s /run/mayfly/hosts /run/mayfly/hosts.old || grep -v '\''# name of the host that builds$'\'' /run/mayfly/hosts >$h
fi
exit $s' </dev/null
echo $? >/run/mayfly/status; } 2>&1 | tail -c 49152 | tr -d '\000' >/run/mayfly/output
[ ! -e /run/mayfly/policy ] || rm -f /run/mayfly/policy /sysroot/usr/sbin/policy-rc.d
[ ! -e /run/mayfly/resolver ] || rm -f /run/mayfly/resolver /sysroot/etc/resolv.conf
printf '%s\n' "$(cat /run/mayfly/status)"
cat /run/mayfly/output
rm -f /run/mayfly/status /run/mayfly/output