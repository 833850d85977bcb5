import MayflyTesting
import Testing

@Suite("File systems", .debian) struct FileSystemTests {
    /// An ext4 of 16 MiB in a file, mounted at /mnt.
    private let mounted = "truncate -s 16M /srv/disk; mkfs.ext4 -q /srv/disk; mount -o loop /srv/disk /mnt\n"

    @Test func `the root can be written to`() async throws {
        #expect(try await sh("findmnt -no OPTIONS / | cut -d, -f1") == "rw")
    }

    @Test func `a file system in memory has a limit`() async throws {
        _ = try await sh("mount -t tmpfs -o size=1M tmpfs /mnt")
        #expect(try await status("head -c 2M /dev/zero > /mnt/a") == .exited(1))
        #expect(try await sh("stat -c %s /mnt/a") == "1048576")
    }

    @Test func `a disk image can be made and mounted`() async throws {
        #expect(
            try await sh(mounted + "echo inside > /mnt/a; umount /mnt; mount -o loop /srv/disk /mnt; cat /mnt/a")
                == "inside")
    }

    @Test func `what is mounted for reading is not written to`() async throws {
        #expect(try await status(mounted + "mount -o remount,ro /mnt; touch /mnt/a") == .exited(1))
    }

    @Test func `a damaged file system is found`() async throws {
        let script =
            "truncate -s 16M /srv/d; mkfs.ext4 -q /srv/d; dd if=/dev/urandom of=/srv/d bs=4k seek=4 count=8 conv=notrunc 2>/dev/null\n"
        #expect(try await status(script + "fsck.ext4 -fn /srv/d") != .exited(0))
    }

    @Test func `a directory can be in two places`() async throws {
        #expect(try await sh("mkdir /srv/a /srv/b; mount --bind /srv/a /srv/b; echo x > /srv/b/f; cat /srv/a/f") == "x")
    }

    @Test func `an overlay leaves what is beneath`() async throws {
        let script = """
            mount -t tmpfs tmpfs /mnt; mkdir /mnt/low /mnt/up /mnt/work /mnt/all; echo old > /mnt/low/f
            mount -t overlay overlay -o lowerdir=/mnt/low,upperdir=/mnt/up,workdir=/mnt/work /mnt/all
            echo new > /mnt/all/f; cat /mnt/low/f /mnt/all/f
            """
        #expect(try await sh(script) == "old\nnew")
    }

    @Test func `a busy file system is not unmounted`() async throws {
        #expect(try await status(mounted + "cd /mnt; umount /mnt") == .exited(32))
    }

    @Test func `swap can be added`() async throws {
        _ = try await sh("head -c 8M /dev/zero > /srv/swap; chmod 600 /srv/swap; mkswap -q /srv/swap; swapon /srv/swap")
        #expect(try await sh("swapon --show=NAME --noheadings") == "/srv/swap")
    }

    @Test func `nothing is mounted that another test has mounted`() async throws {
        #expect(try await status("mountpoint -q /mnt") != .exited(0))
    }
}
