package import Guestfs

/// Gives a disk's last partition, and what is in it, the room that the disk got.
package enum Growth {
    /// Grows what is last on a launched appliance's only disk, whose virtual size was made larger.
    ///
    /// - Returns: what was done, for people.
    package static func grow(_ appliance: Appliance) async throws(CustomizeError) -> String {
        let text: String
        do throws(GuestfsError) { text = try await appliance.shell(script) } catch {
            throw .disk("the disk cannot be grown", error)
        }
        return try read(text)
    }

    /// The last line begins with `grown` or `error`.
    static func read(_ text: String) throws(CustomizeError) -> String {
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
        if let last = lines.last, last.hasPrefix("grown ") { return String(last.dropFirst("grown ".count)) }
        let reason = lines.last { $0.hasPrefix("error ") }.map { String($0.dropFirst("error ".count)) }
        throw CustomizeError(
            .disk,
            "the disk cannot be grown: \(reason ?? "its tools say why"). Leave image.size out, or grow the image "
                + "by hand.", output: Array(lines.filter { !$0.hasPrefix("error ") }.suffix(10)))
    }

    /// File systems grow while they are mounted, which their kernels do at once and without a check before.
    static let script = """
        exec 2>&1
        fail() { echo "error $*"; exit 0; }
        own=$(lsblk -rno MAJ:MIN,PATH | sed -n "s|^$(mountpoint -d /) ||p")
        disk=$(lsblk -dprno NAME,TYPE | while read -r name type; do [ "$type" != disk ] || [ "$name" = "$own" ] || echo $name; done | head -n 1)
        [ "$disk" ] || fail there is none
        target=$disk
        case $(blkid -o value -s PTTYPE $disk) in
        gpt)
        sgdisk -e $disk >/dev/null || fail its partition table is damaged
        ;;
        dos) ;;
        '') [ "$(blkid -o value -s TYPE $disk)" ] || fail it has neither a partition table nor a file system;;
        *) fail its partition table is of a kind that is not known here;;
        esac
        table=$(sfdisk -l -o device,start,type $disk | sed -n "s|^\\($disk[^ ]*\\)  *\\([0-9]*\\)  *|\\1 \\2 |p" | sort -n -k 2)
        if [ "$table" ]; then
        last=$(echo "$table" | tail -n 1)
        target=${last%% *}
        number=${target#$disk}; number=${number#p}
        case $last in *[Ee]xtended*) fail its last partition is an extended one;; esac
        case $(blkid -o value -s PTTYPE $disk) in dos) [ $number -le 4 ] || fail its last partition is a logical one;; esac
        echo ', +' | sfdisk -q --no-reread --force -N $number $disk || fail its last partition cannot be made larger
        partx -u $disk; udevadm settle
        fi
        m=/run/mayfly/grow; mkdir -p $m
        enlarge() {
        type=$(blkid -o value -s TYPE $1)
        case $type in
        ext2|ext3|ext4) mount $1 $m && resize2fs $1; s=$?; umount $m; return $s;;
        xfs) command -v xfs_growfs >/dev/null || fail "it has XFS, and libguestfs's appliance has no xfs_growfs (package libguestfs-xfs)"
        mount $1 $m && xfs_growfs $m; s=$?; umount $m; return $s;;
        btrfs) mount $1 $m && btrfs filesystem resize max $m; s=$?; umount $m; return $s;;
        vfat|swap) return 0;;
        '') fail "nothing is on its last partition";;
        *) fail "it has $type, which is not grown here";;
        esac
        }
        if [ "$(blkid -o value -s TYPE $target)" = LVM2_member ]; then
        pvresize $target >/dev/null || fail its physical volume cannot be made larger
        group=$(pvs --noheadings -o vg_name $target | tr -d ' ')
        [ "$group" ] || fail its physical volume is in no group
        vgchange -aay $group >/dev/null; udevadm settle
        volume=
        for v in $(lvs --noheadings -o lv_path $group); do
        case $(blkid -o value -s TYPE $v) in ext2|ext3|ext4|xfs|btrfs) volume=$v;; esac
        done
        [ "$volume" ] || fail its group has no volume with a file system
        lvextend -l +100%FREE $volume >/dev/null
        target=$volume
        fi
        enlarge $target || fail its file system cannot be made larger
        sync
        echo "grown $target ($type) to $(blockdev --getsize64 $target) bytes"
        """
}
