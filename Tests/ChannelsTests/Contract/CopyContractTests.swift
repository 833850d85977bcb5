import Fixtures
import Glibc
import GuestHelperTestSupport
import Machines
import MayflyTestSupport
import Testing

@Suite(.timeLimit(.minutes(2)), .requires(.program("sshd"), .program("qemu-ga")))
struct CopyContractTests {
    /// Names, kinds, modes, sizes, times and contents of a tree, in order.
    private func listing(_ guest: ContractGuest, _ path: String) async throws -> String {
        let script =
            "cd \(path) && find . -printf '%P %y %m %T@ %l\\n' | sort && find . -type f | sort | xargs -d '\\n' cksum"
        return try await guest.shell(script).check().output
    }

    @Test(arguments: kinds) func `a tree goes in and out with modes, times, links and odd names`(
        _ kind: GuestChannelKind
    ) async throws {
        let guest = try await ContractGuest(kind)
        let scratch = guest.scratch
        let long = String(repeating: "n", count: 120)
        try await guest.shell(
            """
            cd \(scratch.path) && mkdir -p tree/a/b tree/empty tree/\(long) && echo one > tree/one && chmod 640 tree/one
            head -c 300000 /dev/urandom > tree/a/big && : > tree/a/b/nothing && printf '#!/bin/sh\\n' > tree/run && chmod 755 tree/run
            ln -s one tree/link && ln -s /nowhere/at/all tree/a/dangling && ln -s /\(long) tree/far && chmod 700 tree/a/b
            echo deep > tree/\(long)/\(long)
            touch -d '2001-02-03 04:05:06.123456789' tree/one tree/a/b && touch -h -d '1999-01-01 00:00:00.5' tree/link
            touch -d '1960-01-01 00:00:00.25' tree/run
            touch -d 2010-10-10 tree/a tree/empty && touch "tree/$(printf 'not\\377utf8 \\n')" && chmod 555 tree/empty
            """
        ).check()
        let into = try await guest.channel.copyIn(scratch("tree"), to: scratch("inside"))
        let out = try await guest.channel.copyOut(scratch("inside"), to: scratch("outside"))
        let original = try await listing(guest, scratch("tree"))
        #expect(original.split(separator: "\n").count > 15)
        #expect(try await listing(guest, scratch("inside")) == original)
        #expect(try await listing(guest, scratch("outside")) == original)
        #expect(into == out && into.files == 6 && into.bytes > 300_000)
    }

    @Test(arguments: kinds) func `into a directory or a path with a slash the copy keeps its name`(
        _ kind: GuestChannelKind
    ) async throws {
        let guest = try await ContractGuest(kind)
        let scratch = guest.scratch
        scratch.write("name", "text")
        mkdir(scratch("there"), 0o755)
        try await guest.channel.copyIn(scratch("name"), to: scratch("there"))
        try await guest.channel.copyIn(scratch("name"), to: scratch("new/deep/"))
        try await guest.channel.copyIn(scratch("name"), to: scratch("exact/other"))
        try await guest.channel.copyOut(scratch("name"), to: scratch("there/again/"))
        try await guest.channel.copyOut(scratch("there"), to: scratch("new"))
        for path in ["there/name", "new/deep/name", "exact/other", "there/again/name", "new/there/again/name"] {
            #expect(text(of: scratch(path)) == "text", "\(path)")
        }
        scratch.write("newer", "newer", mode: 0o600)
        try await guest.channel.copyIn(scratch("newer"), to: scratch("there/name"))
        #expect(text(of: scratch("there/name")) == "newer")
        #expect(try await guest.shell("stat -c %a \(scratch("there/name"))").output == "600\n")
        try await guest.channel.copyIn(scratch("new/there"), to: scratch(""))
        #expect(text(of: scratch("there/name")) == "text", "a tree goes into what is there")
    }

    @Test(arguments: kinds) func `what is not there is named, and nothing is made`(_ kind: GuestChannelKind)
        async throws
    {
        let guest = try await ContractGuest(kind)
        await #expect { try await guest.channel.copyIn("/no/such/file", to: guest.scratch.path) } throws: {
            ($0 as? MachineError)?.execution == .neverRan
                && "\($0)".contains("/no/such/file: No such file or directory")
        }
        await #expect { try await guest.channel.copyOut("/no/such/file", to: guest.scratch("new/")) } throws: {
            ($0 as? MachineError)?.code == .copyFailed
                && "\($0)".contains("/no/such/file: No such file or directory")
        }
        #expect(names(of: guest.scratch.path) == [])
    }

    @Test(arguments: kinds) func `a file does not replace a directory`(_ kind: GuestChannelKind) async throws {
        let guest = try await ContractGuest(kind)
        let scratch = guest.scratch
        scratch.write("name", "text")
        mkdir(scratch("there"), 0o755)
        mkdir(scratch("there/name"), 0o755)
        await #expect { try await guest.channel.copyIn(scratch("name"), to: scratch("there")) } throws: {
            "\($0)".contains("Is a directory")
        }
        await #expect { try await guest.channel.copyOut(scratch("name"), to: scratch("there")) } throws: {
            "\($0)".contains("Is a directory")
        }
        #expect(names(of: scratch("there")) == ["name"])
    }

    @Test(arguments: kinds) func `a destination that cannot be written has a reason and keeps nothing`(
        _ kind: GuestChannelKind
    ) async throws {
        let guest = try await ContractGuest(kind)
        guest.scratch.write("name", "text")
        for action in [
            { _ = try await guest.channel.copyIn(guest.scratch("name"), to: "/proc/sys/mayfly") },
            { _ = try await guest.channel.copyOut(guest.scratch("name"), to: "/proc/sys/mayfly") },
        ] as [() async throws -> Void] {
            await #expect { try await action() } throws: { ($0 as? MachineError)?.code == .copyFailed }
        }
        #expect(names(of: guest.scratch.path) == ["name"])
    }

    @Test(arguments: kinds) func `a file of proc is copied whole, and a pipe is refused`(_ kind: GuestChannelKind)
        async throws
    {
        let guest = try await ContractGuest(kind)
        try await guest.channel.copyOut("/proc/version", to: guest.scratch("out"))
        try await guest.channel.copyIn("/proc/version", to: guest.scratch("in"))
        #expect(
            [text(of: guest.scratch("out")), text(of: guest.scratch("in"))] == [
                text(of: "/proc/version"), text(of: "/proc/version"),
            ])
        mkfifo(guest.scratch("pipe"), 0o600)
        await #expect { try await guest.channel.copyOut(guest.scratch("pipe"), to: guest.scratch("a")) } throws: {
            "\($0)".contains("cannot be copied")
        }
    }

    @Test(arguments: kinds) func `a cancelled copy leaves nothing half-made`(_ kind: GuestChannelKind) async throws {
        let guest = try await ContractGuest(kind)
        let scratch = guest.scratch
        mkdir(scratch("in"), 0o755)
        mkdir(scratch("out"), 0o755)
        mkdir(scratch("big"), 0o755)
        try await guest.shell("truncate -s 20G \(scratch("big/huge"))").check()
        let into = Task { try await guest.channel.copyIn(scratch("big/huge"), to: scratch("in/huge")) }
        #expect(try await eventually { names(of: scratch("in")).count == 1 })
        into.cancel()
        let out = Task { try await guest.channel.copyOut(scratch("big"), to: scratch("out/big")) }
        #expect(try await eventually { names(of: scratch("out")).count == 1 })
        out.cancel()
        for result in [await into.result, await out.result] {
            #expect { try result.get() } throws: { ($0 as? MachineError)?.code == .cancelled }
        }
        #expect(names(of: scratch("in")) + names(of: scratch("out")) == [])
    }
}
