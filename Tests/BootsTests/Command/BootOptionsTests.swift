import Fixtures
import Machines
import MayflyTestSupport
import Terminal
import Testing

@testable import Boots
@testable import mayfly

/// What a command line of `mayfly boot` means. Nothing is booted.
@Suite struct BootOptionsTests {
    private func refusal(_ words: [String]) async throws -> String {
        let parser = CommandParser(CommandSpec("mayfly", "", commands: [BootCommand.spec]))
        guard case .run(let invocation) = try parser.parse(["boot", "-k", "/no/kernel"] + words) else { return "" }
        do {
            return "exited with \(try await BootCommand.run(invocation))"
        } catch {
            #expect(BootCommand.status(of: error) == 125)
            return "\(error)"
        }
    }

    @Test("an option that could do nothing is refused with what to do instead")
    func idle() async throws {
        for (words, part) in [
            (["--module", "loop", "--initrd", "/i"], "initramfs load loop"),
            (["--module", "loop", "--no-initrd"], "--module is for our own initramfs"),
            (["--copy-in", "/a:/b"], "there is none"), (["--jobs", "3", "--", "true"], "--runs"),
            (["--root-by", "9p", "--", "true"], "--root-by is for --root"),
            (["--pcap", "/p"], "Add --network"), (["--dump-format", "elf"], "--dump FILE"),
            (["--dump", "/dev/null"], "is there"),
            (["--kcov", "/dev/null", "--", "true"], "--kcov writes a new file"),
            (["--kcov", "/o", "--runs", "2", "--", "true"], "--kcov is for one boot"),
            (["--gdb", "--runs", "2"], "--gdb is for one boot"),
            (["--initrd", "/i", "--", "true"], "only a boot with our own initramfs"),
        ] {
            let text = try await refusal(words)
            #expect(text.contains(part), "\(words): \(text)")
        }
        // What has a use is not: here it is the kernel that is missing.
        let useful = ["--module", "loop", "--copy-in", "/a:/b", "--runs", "2", "--jobs", "3", "--", "true"]
        let text = try await refusal(useful)
        #expect(text.contains("there is no kernel"), "\(text)")
    }

    @Test("a manifest without an end is refused, not read for ever", .timeLimit(.minutes(1)))
    func endless() async throws {
        let parser = CommandParser(CommandSpec("mayfly", "", commands: [BootCommand.spec]))
        guard case .run(let invocation) = try parser.parse(["boot", "--from", "/dev/zero"]) else { return }
        let error = await #expect(throws: MachineError.self) { try await BootCommand.run(invocation) }
        #expect(error?.message.contains("/dev/zero cannot be read: File too large") == true, "\(error as Any)")
    }

    @Test("what a firmware alone or a board begins with cannot have is refused by its name")
    func firmware() throws {
        let parser = CommandParser(CommandSpec("mayfly", "", commands: [BootCommand.spec]))
        func boot(_ words: [String]) throws -> Boot? {
            guard case .run(let invocation) = try parser.parse(["boot"] + words) else { return nil }
            return try BootOptions.boot(invocation)
        }
        let alone = try boot(["--firmware", "uefi"])
        #expect(alone?.firmware == .uefi && alone?.userspace == Boot.Userspace.none && alone?.kernel == "")
        for (words, part) in [
            (["--firmware", "/f", "--initrd", "/i"], "--initrd, which is for a kernel"),
            (["--firmware", "/f", "--initramfs", "/i", "--module", "loop"], "--initramfs, --module, which"),
            (["--firmware", "/f", "--no-initrd"], "--no-initrd"),
            (["--firmware", "/f", "--vmlinux", "/v"], "--vmlinux"),
            (["--machine", "mps2-an385", "--firmware", "/f"], "leave --firmware out"),
            (["--machine", "mps2-an385"], "name that by --kernel"), ([], "nothing to boot"),
        ] {
            let error = #expect(throws: MachineError.self) { try boot(words) }
            #expect(error?.message.contains(part) == true, "\(words): \(String(describing: error))")
        }
    }

    @Test(
        "a mistyped machine is told before its kernel is looked for, in a cell too",
        .requires(.program("qemu-system-arm")))
    func machine() async throws {
        for (type, part) in [("mps2-an358", "did you mean ‘mps2-an385’?"), ("virt", "there is no kernel")] {
            let text = try await refusal(["--arch", "armhf", "--no-initrd", "--machine", type])
            #expect(text.contains(part), "\(type): \(text)")
            let cells = try await refusal(["--arch", "armhf", "--no-initrd", "--matrix", "machine=\(type)"])
            #expect(cells.contains(part) && cells.contains("the cell machine=\(type)"), "\(type): \(cells)")
        }
    }

    @Test("who is to look at a boot that failed has a shell at its console, where the guest is ours")
    func shell() throws {
        let parser = CommandParser(CommandSpec("mayfly", "", commands: [BootCommand.spec]))
        func userspace(_ words: [String]) throws -> Boot.Userspace? {
            guard case .run(let invocation) = try parser.parse(["boot", "-k", "/k", "--shell-on-failure"] + words)
            else { return nil }
            return try BootOptions.boot(invocation).userspace
        }
        let ours = InitramfsSource(modules: ["loop"], consoleShell: true)
        #expect(try userspace(["--module", "loop", "--", "true"]) == .recipe(ours))
        #expect(try userspace(["--initrd", "/i"]) == .initrd("/i"))
    }

    @Test("what a manifest says is booted is not said again, but how it is looked at is")
    func again() async throws {
        #expect(try await refusal(["--from", "/no/manifest"]).contains("leave --kernel out"))
        let parser = CommandParser(CommandSpec("mayfly", "", commands: [BootCommand.spec]))
        let words = ["boot", "--from", "/no/manifest", "--gdb", "--monitor", "--shell-on-failure"]
        guard case .run(let invocation) = try parser.parse(words) else { return }
        let error = await #expect(throws: MachineError.self) { try await BootCommand.run(invocation) }
        #expect(error?.message.contains("/no/manifest cannot be read") == true)
    }
}
