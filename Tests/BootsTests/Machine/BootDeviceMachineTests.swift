import Host
import Machines
import MayflyTestSupport
import Offload
import Testing

/// `mayfly boot` with machines that are not the usual one.
@Suite(.requires(.tinyGuest), .timeLimit(.minutes(30))) struct BootDeviceMachineTests {
    private let scratch = Scratch("devices")

    private func boot(_ words: [String]) async throws -> MayflyCommand.Outcome {
        try await TestHost.slots.withPermit {
            try await MayflyCommand.run(["boot"] + words, limit: .seconds(900))
        }
    }

    @Test("disks, persistent memory and a source of random numbers are there for the command")
    func devices() async throws {
        let text = try scratch.write("words", [UInt8]("what the disk held".utf8) + [UInt8](repeating: 0, count: 4078))
        let run = try await boot([
            "--kernel", "host", "--device", "disk=16Mi", "--device", "disk=\(text)", "--device", "pmem=\(text)",
            "--device", "rng", "-q", "--", "sh", "-c",
            "echo new > /dev/vda && head -c 3 /dev/vda && head -c 18 /dev/vdb && echo && head -c 18 /dev/pmem0 && echo "
                + "&& ls /dev/hwrng && ! echo x 2>/dev/null >/dev/vdb",
        ])
        #expect(run.status == 0, "\(run.error)")
        #expect(run.output == "newwhat the disk held\nwhat the disk held\n/dev/hwrng\n", "\(run.output)")
        #expect(scratch.text("words")?.hasPrefix("what the disk held\0") == true)
    }

    @Test(
        "an empty disk gets a file system, and one with a suite is mounted for its program",
        .requires(.program("mke2fs")))
    func suite() async throws {
        try scratch.write("suite/run", "#!/bin/sh\necho the suite has run\n", mode: 0o755)
        let image = scratch("suite.img")
        let path = "PATH=$PATH:/usr/sbin:/sbin; exec \"$@\""
        let made = try await Child.run(
            "/bin/sh", ["-c", path, "sh", "mke2fs", "-q", "-t", "ext4", "-d", scratch("suite"), image, "16M"],
            limit: .seconds(120))
        try #require(made.end == .exited(0), "\(made.output)")
        let run = try await boot([
            "--kernel", "host", "--module", "ext4", "--device", "disk=64Mi", "--device", "disk=\(image)", "--device",
            "rng", "-q", "--", "sh", "-c", "mke2fs -q /dev/vda && mount -r /dev/vdb /mnt && /mnt/run",
        ])
        // busybox tells of the file system all the same.
        #expect(run.status == 0 && run.output.hasSuffix("the suite has run\n"), "\(run.output)\(run.error)")
    }

    @Test("a boot loader alone comes as far as to look for something to boot", .requires(.foreignBoots))
    func firmware() async throws {
        let run = try await boot([
            "--arch", "arm64", "--firmware", "/usr/lib/u-boot/qemu_arm64/u-boot.bin", "--device", "disk=16Mi",
            "--expect", "Hit any key@5m", "--manifest", scratch("manifest.json"),
        ])
        #expect(run.status == 0 && run.output.contains("U-Boot 20"), "\(run.error)\(run.output)")
        #expect(scratch.text("manifest.json")?.contains("u-boot.bin") == true)
        let again = try await boot(["--from", scratch("manifest.json"), "--strict"])
        #expect(again.status == 0, "\(again.error)")
    }

    @Test("a model of a computer boots a kernel by that one's device tree", .requires(.foreignBoots))
    func deviceTree() async throws {
        let place = "/usr/lib/debian-installer/images/12/armhf/text/debian-installer/armhf/"
        let run = try await boot([
            "--arch", "armhf", "--machine", "vexpress-a15", "--memory", "1Gi", "--kernel", place + "vmlinuz",
            "--no-initrd",
            "--dtb", place + "dtbs/vexpress-v2p-ca15-tc1.dtb", "--expect", "Machine model: V2P-CA15@5m",
        ])
        #expect(run.status == 0, "\(run.error)\(run.output.suffix(500))")
    }

    @Test("what a machine cannot be or have is refused before anything starts")
    func refused() async throws {
        for (words, part) in [
            (["--machine", "pcc"], "did you mean ‘pc’"), (["--machine", "isapc"], "has no bus"),
            (["--machine", "microvm"], "could not start"),
            (["--device", "disk=\(scratch.path),bus=sata"], "take scsi"),
            (["--machine", "a b"], "is no machine type"), (["--device", "nvme"], "known are disk="),
            (["--firmware", scratch("no")], "there is no firmware at"),
            (["--firmware", scratch.path], "is a directory; name a file"),
            (["--device", "disk=\(scratch("no"))"], "there is no raw disk image at"), (["--dtb", "/d"], "device tree"),
            (["--machine", "mps2-an385", "--firmware", "/f"], "--firmware"),
        ] {
            let run = try await boot(["--kernel", "host"] + words + ["--", "true"])
            #expect(run.status == 125 && run.error.contains(part), "\(words): \(run.error)")
        }
        let nothing = try await boot(["--append", "quiet"])
        #expect(nothing.status == 125 && nothing.error.contains("name a kernel"), "\(nothing.error)")
    }
}
