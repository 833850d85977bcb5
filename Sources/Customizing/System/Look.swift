/// The appliance's script that finds a disk's operating system, and the reading of what it prints.
enum Look {
    /// Parts of the output begin with this and a name: no file that is printed has it.
    private static let mark = "\u{1E}"

    /// Files that tell how a guest does things, by the name of the trait.
    static let traits: [String: [String]] = [
        "apt": ["usr/bin/apt-get"], "dnf": ["usr/bin/dnf", "usr/bin/dnf5", "usr/bin/dnf-3"], "yum": ["usr/bin/yum"],
        "apk": ["sbin/apk", "usr/bin/apk"], "zypper": ["usr/bin/zypper"], "pacman": ["usr/bin/pacman"],
        "systemd": ["usr/lib/systemd/systemd", "lib/systemd/systemd"],
        "grubby": ["usr/sbin/grubby", "sbin/grubby", "usr/bin/grubby"],
        "update-grub": ["usr/sbin/update-grub"], "extlinux": ["etc/update-extlinux.conf"],
        "grub.d": ["etc/default/grub.d"], "grub": ["etc/default/grub"],
        "selinux": ["etc/selinux/config"],
        "zoneinfo": ["usr/share/zoneinfo"], "sudo": ["usr/bin/sudo"],
        "mayfly-host-key": ["etc/systemd/system/mayfly-host-key.service"],
        "sshd-keygen": ["usr/lib/systemd/system/sshd-keygen@.service", "usr/lib/systemd/system/sshd-keygen.service"],
    ]

    /// Prints the names of the traits that the guest whose root is `$s` has.
    private static let search = traits.sorted { $0.key < $1.key }.map { name, paths in
        "{ " + paths.map { "[ -e $s/\($0) ]" }.joined(separator: " || ") + "; } && echo \(name)"
    }.joined(separator: "\n")

    /// Prints the traits of the guest that is mounted.
    static let traitsScript = "s=/sysroot\n\(search)\n:"

    static func readTraits(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isNewline).map(String.init))
    }

    /// Looks at each file system and mounts the root at `/sysroot` when there is one and no other.
    static let script = """
        exec 2>/dev/null
        part() { printf '\\036%s\\n' "$1"; }
        part kernel; uname -m
        own=$(lsblk -rno MAJ:MIN,PATH | sed -n "s|^$(mountpoint -d /) ||p")
        if blkid -t TYPE=LVM2_member >/dev/null; then lvm vgchange -aay >/dev/null; udevadm settle; fi
        part own; echo "$own"
        part sizes; lsblk -brno PATH,SIZE
        part blkid; blkid -o export
        m=/run/mayfly/look; mkdir -p $m
        roots=0
        for d in $(blkid -o device | sort); do
        [ "$d" != "$own" ] || continue
        case $(blkid -o value -s TYPE $d) in ext2|ext3|ext4|xfs|btrfs|f2fs) ;; *) continue;; esac
        mount -o ro $d $m || { part unmountable; echo $d; continue; }
        for v in '' root @ @rootfs; do
        [ -z "$v" ] || [ "$(stat -fc %T $m)" = btrfs ] || continue
        s=$m/$v
        if [ -d $s/etc ] && { [ -e $s/etc/os-release ] || [ -L $s/etc/os-release ] || [ -e $s/usr/lib/os-release ]; }; then
        roots=$((roots + 1)); root=$d; volume=$v
        part root; echo $d; echo "$v"
        break
        fi
        done
        umount $m
        done
        rmdir $m
        [ $roots = 1 ] || exit 0
        o=; [ -z "$volume" ] || o=,subvol=$volume
        part mount
        mount -o discard$o $root /sysroot || mount -o rw$o $root /sysroot 2>&1
        s=/sysroot
        part release
        for f in usr/lib/os-release etc/os-release; do [ ! -f $s/$f ] || [ -L $s/$f ] || { cat $s/$f; break; }; done
        part fstab; [ -L $s/etc/fstab ] || cat $s/etc/fstab
        part hostname; [ -L $s/etc/hostname ] || cat $s/etc/hostname
        part program
        for d in usr/bin bin; do [ ! -L $s/$d ] || continue
        for f in bash dash busybox sh coreutils; do
        if [ -f $s/$d/$f ] && [ ! -L $s/$d/$f ]; then od -An -tx1 -N20 $s/$d/$f; break 2; fi
        done; done
        part traits
        \(search)
        mkdir -p $s/run; mount -t tmpfs -o mode=755 tmpfs $s/run
        part end
        """

    /// What the script found; an error when there is no system, or more than one.
    static func read(_ text: String) throws(CustomizeError) -> GuestSystem {
        let parts = self.parts(text)
        let devices = devices(parts)
        let roots = text.split(separator: Character(mark)).filter { $0.hasPrefix("root\n") }
            .compactMap { $0.split(whereSeparator: \.isNewline).dropFirst().first.map(String.init) }
        guard let root = roots.first else { throw noSystem(devices, parts["unmountable"]) }
        guard roots.count == 1 else {
            throw CustomizeError(
                .severalSystems,
                "the disk has more than one operating system, on \(roots.joined(separator: " and ")), and a step does not "
                    + "say which. Use an image with one.")
        }
        if let complaint = parts["mount"], !complaint.isEmpty {
            throw CustomizeError(.disk, "the root file system on \(root) cannot be mounted: \(complaint)")
        }
        guard parts["end"] != nil, let kernel = parts["kernel"] else {
            throw CustomizeError(.disk, "the look at the disk ended early; the disk may be damaged")
        }
        let lines = (parts["root"] ?? "").split(whereSeparator: \.isNewline)
        let volume = lines.count > 1 ? String(lines[1]) : nil
        let table = FileSystemTable(parts["fstab"] ?? "", devices: devices)
        let first = FileSystemTable.Entry(device: root, directory: "/", subvolume: volume)
        return GuestSystem(
            devices: devices, release: OSRelease(parts["release"] ?? ""),
            architecture: Processor.name(ofHead: parts["program"] ?? ""), hostArchitecture: kernel,
            hostName: parts["hostname"].flatMap { $0.split(whereSeparator: \.isNewline).first.map(String.init) },
            traits: readTraits(parts["traits"] ?? ""),
            mounts: [first] + table.entries.filter { $0.directory != "/" })
    }

    /// The devices alone, whatever is on them.
    static func devices(_ text: String) -> [BlockDevice] { devices(parts(text)) }

    private static func devices(_ parts: [String: String]) -> [BlockDevice] {
        var sizes: [String: Int64] = [:]
        for line in (parts["sizes"] ?? "").split(whereSeparator: \.isNewline) {
            let words = line.split(separator: " ")
            if words.count == 2 { sizes[String(words[0])] = Int64(words[1]) }
        }
        let own = parts["own"] ?? ""
        return BlockDevice.read(parts["blkid"] ?? "", sizes: sizes).filter { $0.name != own }
    }

    private static func parts(_ text: String) -> [String: String] {
        var parts: [String: String] = [:]
        for part in text.split(separator: Character(mark)) {
            let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            let body = lines.count > 1 ? String(lines[1]) : ""
            parts[String(lines[0])] = String(body.reversed().drop(while: \.isNewline).reversed())
        }
        return parts
    }

    private static func noSystem(_ devices: [BlockDevice], _ unmountable: String?) -> CustomizeError {
        if devices.contains(where: { $0.type == "crypto_LUKS" }) {
            return CustomizeError(
                .encrypted, "the disk is encrypted (LUKS), and no step can look into it. Use an image that is not.")
        }
        if let unmountable {
            return CustomizeError(
                .noSystem,
                "no operating system was found: \(unmountable) cannot be mounted. The image is damaged, or needs a newer "
                    + "kernel than this host's.")
        }
        let seen = devices.map { "\($0.name): \($0.type ?? "unknown")" }.joined(separator: ", ")
        return CustomizeError(
            .noSystem,
            "the disk has no operating system of Linux's (\(seen.isEmpty ? "it is empty" : seen)), and steps change one. "
                + "Leave the steps out, or start from an image that has one.")
    }
}
