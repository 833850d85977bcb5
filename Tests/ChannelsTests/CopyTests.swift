import Channels
import Glibc
import GuestHelperTestSupport
import Machines
import MayflyTestSupport
import Testing

@Suite("Copies through the helper", .timeLimit(.minutes(1)))
struct CopyTests {
    private let scratch = ScratchDirectory()

    /// A tree with everything that a copy has to keep.
    private func makeTree() async throws {
        let script = """
            cd \(scratch.path) && mkdir -p tree/a/b tree/empty && echo one > tree/one && chmod 640 tree/one
            head -c 300000 /dev/urandom > tree/a/big && : > tree/a/b/nothing && printf '#!/bin/sh\\n' > tree/run && chmod 755 tree/run
            ln -s one tree/link && ln -s /nowhere/at/all tree/a/dangling && chmod 700 tree/a/b
            touch -d '2001-02-03 04:05:06.123456789' tree/one tree/a/b && touch -h -d '1999-01-01 00:00:00.5' tree/link
            touch -d 2010-10-10 tree/a tree/empty && touch "tree/$(printf 'not\\377utf8 \\n')" && chmod 555 tree/empty
            """
        try await Guest().shell(script).check()
    }

    /// Names, kinds, modes, sizes, times and contents of a tree, in order.
    private func listing(_ path: String) async throws -> String {
        let script =
            "cd \(path) && find . -printf '%P %y %m %T@ %l\\n' | sort && find . -type f | sort | xargs -d '\\n' cksum"
        return try await Guest().shell(script).check().output
    }

    @Test("a tree goes in and comes out with modes, times, links and odd names")
    func tree() async throws {
        try await makeTree()
        let guest = try await Guest()
        let into = try await guest.channel.copyIn(scratch("tree"), to: scratch("inside"))
        let out = try await guest.channel.copyOut(scratch("inside"), to: scratch("outside"))
        let original = try await listing(scratch("tree"))
        #expect(original.split(separator: "\n").count > 15)
        #expect(try await listing(scratch("inside")) == original)
        #expect(try await listing(scratch("outside")) == original)
        #expect(into == out && into.files == 5 && into.bytes > 300_000)
    }

    @Test("into a directory, or a path that ends in a slash, the copy goes under its own name, both ways")
    func into() async throws {
        scratch.write("file", "text")
        mkdir(scratch("there"), 0o755)
        let channel = try await Guest().channel
        try await channel.copyIn(scratch("file"), to: scratch("there"))
        try await channel.copyIn(scratch("file"), to: scratch("new/deep/"))
        try await channel.copyIn(scratch("file"), to: scratch("exact/name"))
        try await channel.copyOut(scratch("file"), to: scratch("there/again/"))
        try await channel.copyOut(scratch("there"), to: scratch("new"))
        for path in ["there/file", "new/deep/file", "exact/name", "there/again/file", "new/there/again/file"] {
            #expect(text(of: scratch(path)) == "text", "\(path)")
        }
    }

    @Test("an old file is replaced at once and whole")
    func replace() async throws {
        scratch.write("new", "new", mode: 0o600)
        scratch.write("old", "older and longer", mode: 0o644)
        let guest = try await Guest()
        try await guest.channel.copyIn(scratch("new"), to: scratch("old"))
        #expect(text(of: scratch("old")) == "new")
        #expect(try await guest.shell("stat -c %a \(scratch("old"))").output == "600\n")
    }

    @Test("two hundred megabytes go both ways without being held in memory")
    func large() async throws {
        let guest = try await Guest()
        try await guest.shell("truncate -s 200M \(scratch("large")); echo end >> \(scratch("large"))").check()
        let summary = try await guest.channel.copyIn(scratch("large"), to: scratch("inside"))
        #expect(summary.bytes == 200 << 20 + 4)
        try await guest.channel.copyOut(scratch("inside"), to: scratch("outside"))
        try await guest.shell("cmp \(scratch("large")) \(scratch("outside"))").check()
        #expect(guest.helper.peakKilobytes < 4000, "\(guest.helper.peakKilobytes) kB")
    }

    @Test("a device in the guest that has no room gives its reason and is still a device")
    func deviceFull() async throws {
        scratch.write("file", "text")
        let guest = try await Guest()
        await #expect { try await guest.channel.copyIn(scratch("file"), to: "/dev/full") } throws: {
            ($0 as? MachineError)?.code == .copyFailed && "\($0)".contains("write /dev/full: No space left on device")
        }
        #expect(try await guest.shell("stat -c %F /dev/full").output == "character special file\n")
    }

    @Test(
        "a full guest disk gives the path and leaves nothing half-made",
        .enabled(if: geteuid() == 0, "only root can mount a small disk"))
    func diskFull() async throws {
        mkdir(scratch("small"), 0o755)
        guard mount("none", scratch("small"), "tmpfs", 0, "size=1m") == 0 else { return }
        defer { umount(scratch("small")) }
        let guest = try await Guest()
        try await guest.shell("head -c 3000000 /dev/zero > \(scratch("three"))").check()
        await #expect { try await guest.channel.copyIn(scratch("three"), to: scratch("small/three")) } throws: {
            "\($0)".contains("\(scratch("small/three")): No space left on device")
        }
        #expect(names(of: scratch("small")) == [])
    }

    @Test("what is not there is named, on either side")
    func missing() async throws {
        let channel = try await Guest().channel
        await #expect { try await channel.copyIn("/no/such/file", to: scratch.path) } throws: {
            ($0 as? MachineError)?.execution == .neverRan
                && "\($0)".contains("/no/such/file: No such file or directory")
        }
        await #expect { try await channel.copyOut("/no/such/file", to: scratch.path) } throws: {
            "\($0)".contains("/no/such/file: No such file or directory")
        }
        #expect(names(of: scratch.path) == [])
    }

    @Test("a pipe is refused by name and left out of a tree, either way; a file of /proc is copied whole")
    func special() async throws {
        let channel = try await Guest().channel
        mkdir(scratch("tree"), 0o755)
        mkfifo(scratch("tree/pipe"), 0o600)
        await #expect { try await channel.copyIn(scratch("tree/pipe"), to: scratch("a")) } throws: {
            "\($0)".contains("Invalid argument")
        }
        await #expect { try await channel.copyOut(scratch("tree/pipe"), to: scratch("a")) } throws: {
            "\($0)".contains("cannot be copied")
        }
        try await channel.copyIn(scratch("tree"), to: scratch("b"))
        try await channel.copyOut(scratch("tree"), to: scratch("c"))
        try await channel.copyOut("/proc/version", to: scratch("d"))
        try await channel.copyIn("/proc/version", to: scratch("e"))
        #expect(names(of: scratch("b")) + names(of: scratch("c")) == [])
        #expect(
            [text(of: scratch("d")), text(of: scratch("e"))] == [text(of: "/proc/version"), text(of: "/proc/version")])
    }

    @Test("a file cannot replace a directory in silence")
    func fileOverDirectory() async throws {
        scratch.write("file", "text")
        mkdir(scratch("there"), 0o755)
        mkdir(scratch("there/file"), 0o755)
        let channel = try await Guest().channel
        await #expect { try await channel.copyIn(scratch("file"), to: scratch("there")) } throws: {
            "\($0)".contains("Is a directory")
        }
        await #expect { try await channel.copyOut(scratch("file"), to: scratch("there")) } throws: {
            "\($0)".contains("Is a directory")
        }
        #expect(names(of: scratch("there")) == ["file"])
    }

    @Test("a cancelled copy leaves nothing half-made, in or out")
    func cancelled() async throws {
        let guest = try await Guest()
        mkdir(scratch("in"), 0o755)
        mkdir(scratch("out"), 0o755)
        // Out comes a tree: a file has no name until it is whole.
        try await guest.shell("mkdir \(scratch("big")); truncate -s 20G \(scratch("huge")) \(scratch("big/huge"))")
            .check()
        let into = Task { try await guest.channel.copyIn(scratch("huge"), to: scratch("in/huge")) }
        let out = Task { try await guest.channel.copyOut(scratch("big"), to: scratch("out/big")) }
        #expect(try await eventually { names(of: scratch("in")).count + names(of: scratch("out")).count == 2 })
        into.cancel()
        out.cancel()
        for result in [await into.result, await out.result] {
            #expect { try result.get() } throws: { ($0 as? MachineError)?.code == .cancelled }
        }
        #expect(names(of: scratch("in")) + names(of: scratch("out")) == [])
        #expect(try await guest.shell("echo alive").output == "alive\n")
    }
}
