import Foundation
import MayflyTesting
import Testing

@Suite("Files", .debian) struct FileTests {
    @Test(.bootedDebian) func `what is written is read`() async throws {
        #expect(try await sh("echo hello > /srv/a; cat /srv/a") == "hello")
    }

    @Test func `what is appended comes last`() async throws {
        #expect(try await sh("echo 1 > /srv/a; echo 2 >> /srv/a; cat /srv/a") == "1\n2")
    }

    @Test func `a mode is kept`() async throws {
        #expect(try await sh("install -m 640 /dev/null /srv/a; stat -c %a /srv/a") == "640")
    }

    @Test func `an owner is kept`() async throws {
        #expect(try await sh("touch /srv/a; chown nobody:daemon /srv/a; stat -c %U:%G /srv/a") == "nobody:daemon")
    }

    @Test func `a link leads to its target, and dangles without it`() async throws {
        #expect(try await sh("echo x > /srv/a; ln -s a /srv/b; cat /srv/b; readlink /srv/b") == "x\na")
        #expect(try await status("rm /srv/a; cat /srv/b") == .exited(1))
    }

    @Test func `hard links are counted`() async throws {
        #expect(try await sh("touch /srv/a; ln /srv/a /srv/b; ln /srv/a /srv/c; stat -c %h /srv/a") == "3")
    }

    @Test func `a hole takes no space`() async throws {
        #expect(try await sh("truncate -s 1G /srv/a; stat -c '%s %b' /srv/a") == "1073741824 0")
    }

    @Test func `a renamed file takes the place of another`() async throws {
        #expect(try await sh("cd /srv; echo old > a; echo new > b; mv b a; cat a; ls") == "new\na")
    }

    @Test func `a file is the same after it was copied in and out`() async throws {
        let machine = try Machine.current
        let there = FileManager.default.temporaryDirectory.appending(path: "sample-\(machine.id)")
        defer { try? FileManager.default.removeItem(at: there) }
        try await machine.copyIn(#filePath, to: "/srv/source.swift")
        try await machine.copyOut("/srv/source.swift", to: there.path())
        #expect(FileManager.default.contentsEqual(atPath: #filePath, andPath: there.path()))
    }

    @Test func `nothing of another test is there`() async throws {
        #expect(try await sh("ls -A /srv") == "")
    }
}
