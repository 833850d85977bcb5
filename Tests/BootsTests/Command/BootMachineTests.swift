import CLinux
import Glibc
import Host
import MayflyTestSupport
import Offload
import Testing

/// `mayfly boot` on this host's kernel.
@Suite(.requires(.tinyGuest), .timeLimit(.minutes(30))) struct BootMachineTests {
    private let scratch = Scratch("boot")

    private func boot(_ words: [String], _ command: [String] = []) async throws -> MayflyCommand.Outcome {
        try await TestHost.slots.withPermit {
            try await MayflyCommand.run(
                ["boot", "--kernel", "host"] + words + (command.isEmpty ? [] : ["--"] + command), limit: .seconds(600))
        }
    }

    @Test("a command's words and status come out, beside the console or alone, and reports for programs")
    func command() async throws {
        let plain = try await boot(
            ["--junit", scratch("junit.xml"), "--artifacts", scratch("out")], ["sh", "-c", "uname -s; exit 7"])
        #expect(plain.status == 7, "\(plain.error)")
        #expect(plain.output.contains("Linux version ") && plain.output.contains("Linux\n"), "\(plain.output)")
        #expect(plain.error.contains("the command exited with 7"), "\(plain.error)")
        #expect(scratch.text("junit.xml")?.contains("the command exited with 7") == true)
        #expect(scratch.text("out/console.log")?.contains("Linux version ") == true)
        #expect(scratch.text("out/boot.json")?.contains("\"exitStatus\" : 7") == true)

        let quiet = try await boot(["--quiet", "--cpus", "2", "--memory", "256Mi"], ["nproc"])
        #expect(quiet.status == 0 && quiet.output == "2\n", "\(quiet.output)\(quiet.error)")
    }

    @Test("a panic under a command is told with its call trace, and what it is in JSON")
    func panic() async throws {
        let run = try await boot(["-o", "json"], ["sh", "-c", "echo c > /proc/sysrq-trigger; sleep 1000"])
        #expect(run.status == 122, "\(run.output)\(run.error)")
        #expect(run.error.contains("panic: sysrq triggered crash") && run.error.contains("sysrq_handle_crash"))
        #expect(run.output.hasPrefix("{") && run.output.contains("\"outcome\" : \"kernel\""), "\(run.output)")
        #expect(run.output.contains("\"frame\" : \"sysrq_handle_crash+"), "\(run.output)")
    }

    @Test("an init that hangs is ended by --timeout, and one that dies at once")
    func hung() async throws {
        let hung = try await boot(["--append", "rdinit=/bin/sleep -- 100000", "--timeout", "20s"], ["true"])
        #expect(hung.status == 124, "\(hung.error)")
        let died = try await boot(["--append", "rdinit=/bin/false"], ["true"])
        #expect(died.status == 122 && died.error.contains("init-died"), "\(died.error)")
    }

    @Test("an --expect that is met ends the boot, and one that is not fails it when the guest goes off")
    func expectations() async throws {
        let met = try await boot(["--expect", "Run /init as init@5m"])
        #expect(met.status == 0 && met.error.contains("the console shows /Run"), "\(met.error)")
        let missed = try await boot(
            ["--expect", "no such line", "--append", "rdinit=/bin/poweroff -- -f"])
        #expect(missed.status == 1 && missed.error.contains("never showed"), "\(missed.error)")
    }

    @Test("results on the console and in what a command writes are read, and a directory of selftests is run")
    func results() async throws {
        try scratch.write("tests/passes", "#!/bin/sh\necho fine\n", mode: 0o755)
        try scratch.write("tests/fails", "#!/bin/sh\necho bad\nexit 3\n", mode: 0o755)
        try scratch.write("tests/skips", "#!/bin/sh\nexit 4\n", mode: 0o755)
        let run = try await boot(["--kselftest", scratch("tests"), "--junit", scratch("junit.xml")])
        #expect(run.status == 1, "\(run.output)\(run.error)")
        #expect(run.error.contains("1 test failed: selftests: fails"), "\(run.error)")
        #expect(run.error.contains("3 tests, 1 failed, 1 skipped"), "\(run.error)")
        let xml = try #require(scratch.text("junit.xml"))
        #expect(xml.contains("failures=\"1\"") && xml.contains("skipped=\"1\""), "\(xml)")
        let console = try await boot(
            ["--ktap"],
            ["sh", "-c", "for line in 'KTAP version 1' 1..1 'ok 1 mine'; do echo \"<6>$line\" > /dev/kmsg; done"])
        #expect(console.status == 0 && console.error.contains("1 test, 0 failed"), "\(console.error)")
    }

    @Test("an initramfs of the caller's is judged by its console alone")
    func initrd() async throws {
        // Our own, as somebody else's: whatever is newest in the store, which has one from here on.
        #expect(try await boot(["--quiet"], ["true"]).status == 0)
        let images = HostDirectories.ofThisUser.images
        let newest = FileSystem.names(in: images).filter { $0.hasSuffix(".cpio") }.max { one, other in
            (FileSystem.status("\(images)/\(one)")?.st_mtim.tv_sec ?? 0)
                < (FileSystem.status("\(images)/\(other)")?.st_mtim.tv_sec ?? 0)
        }
        let initrd = try #require(newest)
        let run = try await boot(["--initrd", "\(images)/\(initrd)", "--expect", "Run /init@5m"])
        #expect(run.status == 0, "\(run.error)")
        let bare = try await boot(["--no-initrd"])
        #expect(bare.status == 122 && bare.error.contains("no-root"), "\(bare.error)")
    }

    @Test("a directory is an initramfs, its manifest boots it again, and what changed since is told and refused")
    func manifest() async throws {
        try scratch.write("root/busybox", try FileSystem.read("/bin/busybox"), mode: 0o755)
        try scratch.write("root/init", "#!/busybox sh\necho first of all\n/busybox poweroff -f\n", mode: 0o755)
        let manifest = scratch("manifest.json")
        let first = try await boot(
            ["--initramfs", scratch("root"), "--expect", "first of all", "--manifest", manifest])
        #expect(first.status == 0, "\(first.error)")
        func again() async throws -> MayflyCommand.Outcome {
            try await TestHost.slots.withPermit {
                try await MayflyCommand.run(["boot", "--from", manifest, "--strict"], limit: .seconds(600))
            }
        }
        let same = try await again()
        #expect(same.status == 0 && same.output.contains("first of all"), "\(same.error)")
        try scratch.write("root/init", "#!/busybox sh\necho another\n", mode: 0o755)
        let changed = try await again()
        #expect(changed.status == 125 && changed.error.contains("initramfs"), "\(changed.error)")
        #expect(changed.error.contains("sha256") && changed.output.isEmpty, "\(changed.output)")
    }

    @Test("a command runs in a disk made of a directory as its root, which is not written to")
    func root() async throws {
        try scratch.write("root/bin/sh", try FileSystem.read("/bin/busybox"), mode: 0o755)
        try scratch.write("root/etc/mark", "mine\n")
        let run = try await boot(
            ["--quiet", "--root", scratch("root"), "--root-by", "image"],
            ["sh", "-c", "read word < /etc/mark; echo new > /etc/new; echo $word /*"])
        #expect(run.status == 0 && run.output.hasPrefix("mine /bin /dev /etc"), "\(run.output)\(run.error)")
        #expect(run.error.contains("by image; nothing is written to it"), "\(run.error)")
        #expect(!FileSystem.exists(scratch("root/etc/new")))
    }

    @Test("a file that is no kernel is refused before anything is started")
    func refusals() async throws {
        let text = try scratch.write("vmlinuz-6.1", "hello\n")
        let host = PrivateHost()
        let run = try await MayflyCommand.run(["boot", "-k", text, "--", "true"], environment: host.environment)
        #expect(run.status == 125 && run.error.contains("is no kernel"), "\(run.error)")
        #expect(!FileSystem.exists(host.runtime))
        for (words, part) in [
            (["boot"], "--kernel"), (["boot", "-k", text, "--fail-on", "pannic"], "did you mean 'panic'"),
            (["boot", "-k", text, "--expect", "("], "regular expression"),
            (["boot", "-k", text, "--memory", "lots"], "512Mi"),
            (["boot", "-k", "host", "--initrd", text, "--", "true"], "helper"),
        ] {
            let refused = try await MayflyCommand.run(words, environment: host.environment)
            #expect(refused.status == 125 && refused.error.contains(part), "\(words): \(refused.error)")
        }
    }
}
