import Fixtures
import Wire

/// What our initramfs does for a root on a disk: mounts it read-only, with what is written to it in memory, and has the
/// helper run in it.
enum RootScript {
    /// Beside the helper's own.
    static let modules = ["virtio_blk", "ext4", "overlay"]

    static var files: [InitramfsFile] {
        [
            InitramfsFile(path: "/etc/inittab", origin: .content(table)),
            InitramfsFile(path: "/etc/init.d/root", origin: .content(script), mode: FileMode(rawValue: 0o755)),
        ]
    }

    private static let table = """
        ::sysinit:/etc/init.d/rcS
        ::sysinit:/etc/init.d/root
        ::respawn:/bin/chroot /sysroot /run/mayfly-guest
        ::ctrlaltdel:/bin/reboot

        """

    private static let script = """
        #!/bin/sh
        mkdir -p /run/lower /run/changes /sysroot
        found=
        # A disk with a file system on it, or with partitions: the first that looks like a root.
        for device in /dev/vda /dev/vda?*; do
            # What was not unmounted has a journal, which is not read from a disk that cannot be written to.
            mount -r "$device" /run/lower 2> /dev/null || mount -r -o noload "$device" /run/lower 2> /dev/null ||
                mount -r -o norecovery "$device" /run/lower 2> /dev/null || continue
            test -d /run/lower/etc || test -d /run/lower/bin || test -d /run/lower/usr && found=$device && break
            umount /run/lower
        done
        if test -z "$found"; then
            echo "mayfly: there is no root on the disk: no file system that this kernel mounts has /etc, /bin or /usr" > /dev/console
            poweroff -f
        fi
        mount -t tmpfs -o mode=755 changes /run/changes
        mkdir /run/changes/upper /run/changes/work
        if ! mount -t overlay -o lowerdir=/run/lower,upperdir=/run/changes/upper,workdir=/run/changes/work root /sysroot
        then
            echo "mayfly: this kernel cannot lay what is written over the root: it has no overlay (CONFIG_OVERLAY_FS)" > /dev/console
            poweroff -f
        fi
        cd /sysroot
        mkdir -p dev proc sys run tmp
        mount -o rbind /dev dev
        mount -o rbind /proc proc
        mount -o rbind /sys sys
        mount -t tmpfs -o nosuid,nodev,mode=755 tmpfs run
        cp \(HelperPlace.path) run/mayfly-guest

        """
}
