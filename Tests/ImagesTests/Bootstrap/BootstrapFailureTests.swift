import Fixtures
import Testing

@testable import Images

@Suite struct BootstrapFailureTests {
    private let plan = BootstrapPlan(
        BootstrapSource(
            distribution: .debian, suite: "bookworm", mirrors: ["http://mirror.example/debian"], packages: ["nonesuch"]),
        architecture: "amd64", host: [])

    private func failure(_ text: String) -> ImageError {
        var output = BootstrapOutput()
        output.append(text.utf8)
        output.finish()
        return plan.failure(output, status: "mmdebstrap ended with status 25")
    }

    @Test(
        arguments: [
            ("E: Unable to locate package nonesuch", ImageError.Code.unknownPackage),
            ("E: Package 'x' has no installation candidate", .unknownPackage),
            ("  Could not connect to 127.0.0.1:1 (127.0.0.1). - connect (111: Connection refused)", .mirror),
            (
                "E: The repository 'http://mirror.example/debian bookworm Release' does not have a Release file.",
                .unknownSuite
            ),
            ("W: GPG error: http://x bookworm InRelease: NO_PUBKEY 6ED0E7B82643E131", .keyring),
            ("tar: x: Cannot write: No space left on device", .noSpace),
            ("E: Failed to fetch http://x/y.deb  Hash Sum mismatch", .mirror),
            ("dpkg: error processing package grub (--configure):", .bootstrap), ("", .bootstrap),
        ])
    func `what apt and dpkg say is told apart, quoted, and kept`(_ line: String, _ code: ImageError.Code) {
        let error = failure("I: running apt-get update...\n\(line)\nE: mmdebstrap failed to run\n")
        #expect(error.code == code)
        if !line.isEmpty {
            #expect(error.message.contains(line.trimmedOfSpaces))
            #expect("\(error)".contains("because: the last that mmdebstrap said:"))
        }
    }

    @Test func `progress rises with the packages and ends at one`() {
        var output = BootstrapOutput()
        var seen: [Double] = []
        for line in [
            "I: running apt-get update...", "I: downloading packages with apt...",
            "0 upgraded, 2 newly installed, 0 to remove and 0 not upgraded.", "Unpacking early (1) ...",
            "I: installing remaining packages inside the chroot...",
            "0 upgraded, 2 newly installed, 0 to remove and 0 not upgraded.", "Unpacking a (1) ...",
            "Unpacking b (1) ...", "Setting up a (1) ...", "Setting up b (1) ...", "I: cleaning package lists and apt",
            "I: done",
        ] {
            output.append(Array((line + "\n").utf8))
            seen.append(output.fraction)
        }
        #expect(seen == seen.sorted() && seen.last == 1)
        #expect(seen[6] > seen[5] && seen[9] == 0.85)
    }

    @Test func `the proxies of the host's apt are taken over, and what the environment says goes first`() {
        let dump = """
            Acquire "";
            Acquire::http "";
            Acquire::http::Proxy "http://proxy.example:3142";
            Acquire::http::Proxy::local.example "DIRECT";
            Acquire::https::Proxy "http://other.example:1";
            """
        #expect(
            AptProxy.variables(in: dump, environment: ["https_proxy": "x", "no_proxy": "here"])
                == ["http_proxy": "http://proxy.example:3142", "no_proxy": "here,local.example"])
        #expect(AptProxy.variables(in: "Acquire::http::Proxy \"DIRECT\";", environment: [:]).isEmpty)
    }

    @Test func `a user's subordinate ids are counted by name and number`() {
        let text = "other:100000:65536\nme:165536:65536\n1000:300000:10\nme:bad:line\nme:1\n"
        #expect(SubordinateIDs.count(in: text, user: "me", id: 1000) == 65546)
        #expect(SubordinateIDs.count(in: text, user: "nobody", id: 5) == 0)
        #expect(SubordinateIDs.count(in: "me:1:\(Int.max)\nme:1:\(Int.max)", user: "me", id: 1) != 1)
    }
}
