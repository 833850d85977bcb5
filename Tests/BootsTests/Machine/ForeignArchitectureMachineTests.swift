import Host
import KubeVirt
import MayflyTestSupport
import Offload
import Testing

/// The same command on each architecture of which there is a kernel, in our own initramfs with our own helper: with its
/// output and status, and a file that is copied in.
@Suite("A command runs in a guest of another architecture", .serialized, .timeLimit(.minutes(30)))
struct ForeignArchitectureMachineTests {
    private let scratch = Scratch("foreign-guest")

    @Test(.requires(.foreignGuest(.arm64))) func arm64() async throws { try await runs(on: .arm64) }
    @Test(.requires(.foreignGuest(.armhf))) func armhf() async throws { try await runs(on: .armhf) }
    @Test(.requires(.foreignGuest(.i386))) func i386() async throws { try await runs(on: .i386) }
    @Test(.requires(.foreignGuest(.mips64el))) func mips64el() async throws { try await runs(on: .mips64el) }
    @Test(.requires(.foreignGuest(.ppc64le))) func ppc64le() async throws { try await runs(on: .ppc64le) }
    @Test(.requires(.foreignGuest(.riscv64))) func riscv64() async throws { try await runs(on: .riscv64) }
    @Test(.requires(.foreignGuest(.s390x))) func s390x() async throws { try await runs(on: .s390x) }

    @Test("malta has interrupts for more devices than sockets", .requires(.foreignGuest(.mips64el)))
    func malta() async throws {
        let words = [UInt8]("what the disk held".utf8)
        let image = try scratch.write("disk", words + [UInt8](repeating: 0, count: 4096 - words.count))
        let run = try await TestHost.slots.withPermit {
            try await MayflyCommand.run(
                ["boot", "--quiet"] + ForeignGuest(.mips64el).words + [
                    "--device", "disk=16Mi", "--device", "disk=\(image)", "--device", "disk=16Mi,bus=scsi", "--device",
                    "rng", "--", "sh", "-c",
                    "head -c 18 /dev/vdb; echo; echo new >/dev/vda; echo own >/dev/sda; sync; head -c 3 /dev/vda /dev/sda; "
                        + "head -c 16 /dev/hwrng | wc -c",
                ], limit: .seconds(600))
        }
        #expect(
            run.output == """
                what the disk held
                ==> /dev/vda <==
                new
                ==> /dev/sda <==
                own16

                """, "\(run.error)")
        #expect(run.status == 0, "\(run.error)")
    }

    @Test(
        "a directory is the root of a guest to which none is shared, by an image",
        .requires(.foreignGuest(.mips64el)), .requires(.program("dpkg-deb")))
    func root() async throws {
        let guest = ForeignGuest(.mips64el)
        try scratch.write("root/etc/word", "of the root\n")
        let unpacked = try await Child.run(
            "/usr/bin/env", ["dpkg-deb", "-x", try #require(guest.busybox), scratch("root")], limit: .seconds(120))
        try #require(unpacked.end == .exited(0), "\(unpacked.output)")
        let run = try await TestHost.slots.withPermit {
            try await MayflyCommand.run(
                ["boot", "--quiet"] + guest.words + [
                    "--root", scratch("root"), "--", "/bin/busybox", "cat", "/etc/word",
                ], limit: .seconds(600))
        }
        #expect(run.output == "of the root\n" && run.status == 0, "\(run.error)")
        #expect(run.error.contains("by image"), "\(run.error)")
    }

    private func runs(on architecture: Architecture) async throws {
        let guest = ForeignGuest(architecture)
        let file = try scratch.write("word", "from the host\n")
        let run = try await TestHost.slots.withPermit {
            try await MayflyCommand.run(
                ["boot", "--quiet"] + guest.words + [
                    "--copy-in", "\(file):/tmp/word", "--", "sh", "-c", "uname -m; cat /tmp/word; exit 7",
                ], limit: .seconds(600))
        }
        #expect(run.output == "\(guest.machine)\nfrom the host\n", "\(run.error)")
        #expect(run.status == 7, "\(run.error)")
    }
}
