import Fixtures
import KubeVirt
import Wire

/// What our initramfs does for a root: mounts it read-only, with what is written to it in memory, and has the helper run
/// in it.
struct RootScript: Sendable {
    let way: RootWay

    /// Where the root is in our initramfs.
    static let place = "/sysroot"
    /// Where the helper is in the root.
    static let helper = "/run/mayfly-guest"
    private static let path = "/etc/init.d/root"
    /// By which init mounts it.
    static let mounts = "::sysinit:\(path)\n"

    /// The script alone, for who says by itself what init runs then.
    var script: InitramfsFile {
        InitramfsFile(path: Self.path, origin: .content(text), mode: FileMode(rawValue: 0o755))
    }

    /// The script, and the helper in the root.
    var files: [InitramfsFile] { [InitramfsFile(path: "/etc/inittab", origin: .content(Self.table)), script] }

    private static let table =
        "::sysinit:/etc/init.d/rcS\n" + mounts + """
            ::respawn:/bin/chroot \(place) \(helper)
            ::ctrlaltdel:/bin/reboot

            """

    private var text: String {
        """
        #!/bin/sh
        mkdir -p /run/lower /run/changes \(Self.place)

        """ + mounting + Self.rest
    }

    /// Has it in /run/lower, or says why not.
    private var mounting: String {
        switch way {
        case .image: Self.disk("vda")
        case .pmem: Self.disk("pmem0")
        // What the host does with its files meanwhile need not be seen; and so a file is read once.
        case .ninep:
            Self.shared(
                "9p", "trans=virtio,version=9p2000.L,msize=262144,cache=loose", "CONFIG_9P_FS, CONFIG_NET_9P_VIRTIO")
        case .virtiofs: Self.shared("virtiofs", nil, "CONFIG_VIRTIO_FS")
        }
    }

    private static func shared(_ type: String, _ options: String?, _ needs: String) -> String {
        let words = ["ro", options].compactMap(\.self).joined(separator: ",")
        return """
            if ! mount -t \(type) -o \(words) \(SharedRoot.tag) /run/lower; then
                echo "mayfly: the root cannot be mounted by \(type): does this kernel have it (\(needs))?" > /dev/console
                poweroff -f
            fi

            """
    }

    private static func disk(_ name: String) -> String {
        """
        found=
        # A disk with a file system on it, or with partitions: the first that looks like a root.
        for device in /dev/\(name) /dev/\(name)?*; do
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

        """
    }

    private static let rest = """
        mount -t tmpfs -o mode=755 changes /run/changes
        mkdir /run/changes/upper /run/changes/work
        if ! mount -t overlay -o lowerdir=/run/lower,upperdir=/run/changes/upper,workdir=/run/changes/work root \(place)
        then
            echo "mayfly: this kernel cannot lay what is written over the root: it has no overlay (CONFIG_OVERLAY_FS)" > /dev/console
            poweroff -f
        fi
        cd \(place)
        mkdir -p dev proc sys run tmp
        mount -o rbind /dev dev
        mount -o rbind /proc proc
        mount -o rbind /sys sys
        mount -t tmpfs -o nosuid,nodev,mode=755 tmpfs run
        # A link would lead out of the root.
        test -h tmp || mount -t tmpfs -o nosuid,nodev,mode=1777 tmpfs tmp
        cp \(HelperPlace.path) run/mayfly-guest

        """
}
