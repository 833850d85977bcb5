import Digests
import Fixtures
import Testing

@testable import Images

@Suite struct BootstrapPlanTests {
    private let host = AptSource.deb822(
        """
        Types: deb
        URIs: http://mirror.example/debian
        Suites: bookworm bookworm-updates
        Components: main
        Signed-By: /k/debian.gpg

        Types: deb
        URIs: http://mirror.example/debian-security
        Suites: bookworm-security
        Components: main
        Signed-By: /k/debian.gpg

        Types: deb
        URIs: https://tools.example/node
        Suites: nodistro
        Components: main
        """)

    @Test func `the host's mirrors are taken with the suite that is asked for`() {
        let plan = BootstrapPlan(
            BootstrapSource(distribution: .debian, suite: "trixie"), architecture: "amd64", host: host)
        #expect(
            plan.lines == [
                "deb http://mirror.example/debian trixie main",
                "deb http://mirror.example/debian trixie-updates main",
                "deb http://mirror.example/debian-security trixie-security main",
            ])
        #expect(plan.keyrings == ["/k/debian.gpg"])
    }

    @Test func `a rolling release has no suites for updates`() {
        let plan = BootstrapPlan(
            BootstrapSource(distribution: .debian, suite: "sid"), architecture: "amd64", host: host)
        #expect(plan.lines == ["deb http://mirror.example/debian sid main"])
    }

    @Test func `mirrors that the fixture names are taken alone, with the distribution's own keys`() {
        let plan = BootstrapPlan(
            BootstrapSource(
                distribution: .debian, suite: "bookworm", mirrors: ["http://own.example/d"],
                components: ["main", "contrib"]), architecture: "amd64", host: host)
        #expect(plan.lines == ["deb http://own.example/d bookworm main contrib"])
        #expect(plan.keyrings == ["/usr/share/keyrings/debian-archive-keyring.gpg"])
    }

    @Test func `a host of another distribution leaves the archive to mmdebstrap`() {
        let plan = BootstrapPlan(
            BootstrapSource(distribution: .ubuntu, suite: "noble"), architecture: "amd64", host: host)
        #expect(plan.lines.isEmpty)
        #expect(plan.keyrings == ["/usr/share/keyrings/ubuntu-archive-keyring.gpg"])
        #expect(plan.packages.first == "linux-image-virtual")
        #expect(plan.components == "main universe")
    }

    @Test func `packages follow the release, the architecture and the fixture`() {
        func packages(_ suite: String, _ architecture: String = "amd64", kernel: String? = nil, more: [String] = [])
            -> [String]
        {
            BootstrapPlan(
                BootstrapSource(distribution: .debian, suite: suite, kernel: kernel, packages: more),
                architecture: architecture, host: []
            ).packages
        }
        #expect(packages("bookworm").first == "linux-image-cloud-amd64")
        #expect(packages("bookworm", kernel: "linux-image-amd64").first == "linux-image-amd64")
        #expect(!packages("bookworm").contains("systemd-repart") && packages("trixie").contains("systemd-repart"))
        #expect(!packages("bullseye").contains("systemd-resolved"))
        #expect(packages("bookworm").contains("grub-pc-bin") && packages("bookworm").contains("grub-efi-amd64-bin"))
        #expect(!packages("bookworm", "arm64").contains("grub-pc-bin"))
        let more = packages("bookworm", more: ["curl", "sudo"])
        #expect(more.contains("curl") && more.count { $0 == "sudo" } == 1)
    }

    @Test func `mmdebstrap gets one argument for each thing, and no path can end one`() {
        let plan = BootstrapPlan(
            BootstrapSource(distribution: .debian, suite: "bookworm"), architecture: "amd64", host: host)
        let arguments = plan.arguments(mode: "root", overlay: "/a b'c/o.tar", root: "/r.tar")
        #expect(arguments.contains("--essential-hook=tar-in '/a b'\\''c/o.tar' /"))
        #expect(arguments.contains("--mode=root") && arguments.contains("--keyring=/k/debian.gpg"))
        #expect(arguments.suffix(5) == ["bookworm", "/r.tar"] + plan.lines)
    }

    @Test func `whatever shapes a disk makes another request`() {
        func key(_ source: BootstrapSource, _ host: [AptSource], helper: String = "1") -> String {
            DiskRequest(
                plan: BootstrapPlan(source, architecture: "amd64", host: host),
                helper: HelperBinary(buildID: helper) { [] }
            ).key
        }
        let source = BootstrapSource(distribution: .debian, suite: "bookworm")
        let one = key(source, host)
        #expect(one == key(source, host) && Digest.isText(one))
        var other = source
        other.packages = ["curl"]
        let keys = [one, key(source, host, helper: "2"), key(source, []), key(other, host)]
        #expect(Set(keys).count == keys.count)
    }
}

extension BootstrapPlanTests {
    @Test func `an archive that the host does not check is not checked, and one in a directory is shown to the guest`()
    {
        let host = AptSource.oneLine("deb [trusted=yes] file:/srv/archive bookworm main")
        let plan = BootstrapPlan(
            BootstrapSource(distribution: .debian, suite: "bookworm"), architecture: "amd64", host: host)
        #expect(plan.lines == ["deb [trusted=yes] file:/srv/archive bookworm main"])
        #expect(plan.mirrors == ["file:/srv/archive"])
        let arguments = plan.arguments(mode: "root", overlay: "", root: "")
        #expect(arguments.contains { $0.hasPrefix("--hook-dir=") })
    }
}
