import KubeVirt
import Mayfly
import ShellWords
import Testing

@testable import mayfly_bench

struct PeerCommandTests {
    private func plan(
        _ accelerator: Accelerator, memory: String = "1Gi", kernel: String? = nil, suite: String? = "bookworm",
        architecture: Architecture = .amd64
    ) throws -> PeerPlan {
        var machine = VirtualMachineInstance()
        machine.spec.architecture = architecture
        machine.spec.domain.memory = .init(guest: try Quantity(memory))
        machine.spec.domain.cpu = .init(cores: 2)
        let source = suite.map {
            ImageSource.bootstrap(
                BootstrapSource(distribution: .debian, suite: $0, mirrors: ["mirror:/x"], kernel: kernel))
        }
        return PeerPlan(image: source, machine: machine, accelerator: accelerator, directory: "/c")
    }

    @Test func `the peers get the fixture's size, suite, kernel and mirrors`() throws {
        let plan = try plan(.kvm, memory: "2Gi", kernel: "linux-image-amd64", suite: "trixie")
        #expect(plan.memory == 2048 && plan.processors == 2)
        #expect(plan.suite == "trixie" && plan.kernel == "linux-image-amd64" && plan.mirrors == ["mirror:/x"])
        #expect(plan.notes.isEmpty)
    }

    @Test func `a fixture that is no Debian, or too small for one, is told`() throws {
        let plan = try plan(.tcg, memory: "128Mi", suite: nil)
        #expect(plan.memory == PeerPlan.leastMemory)
        #expect(plan.suite == "bookworm" && plan.kernel == "linux-image-cloud-amd64")
        #expect(plan.notes.count == 2)
        #expect(plan.notes[0].contains("128 MiB"))
    }

    @Test func `debvm is kept from KVM by options that come after its own`() throws {
        let emulated = Debvm(plan: try plan(.tcg)).start(of: "/i/root.ext4", port: 2222)
        #expect(
            emulated == [
                "-i", "/i/root.ext4", "-s", "2222", "--", "-snapshot", "-machine", "accel=tcg", "-cpu", "qemu64", "-m",
                "1024M",
                "-smp", "2",
            ])
        let accelerated = Debvm(plan: try plan(.kvm)).start(of: "/i/root.ext4", port: 2222)
        #expect(!accelerated.contains("accel=tcg") && !accelerated.contains("-cpu"))
    }

    @Test func `another architecture keeps the processor that its tool takes`() throws {
        #expect(try plan(.tcg, architecture: .arm64).emulation.isEmpty)
    }

    @Test func `debvm's image has the kernel asked for, and a directory with a blank is one word`() throws {
        let words = Debvm(plan: try plan(.tcg)).creation(in: "/a b")
        #expect(words.contains("--include=linux-image-cloud-amd64"))
        #expect(words.contains("--customize-hook=copy-out /boot '/a b'"))
        #expect(words.last == "mirror:/x")
        #expect("it's".shellQuoted == #"'it'\''s'"#)
    }

    @Test func `ssh asks nobody anything and keeps no host key`() throws {
        let words = Debvm(plan: try plan(.tcg)).ssh(key: "/k", port: 2222, patience: 2)
        #expect(words.contains("BatchMode=yes") && words.contains("UserKnownHostsFile=/dev/null"))
        #expect(words.contains("ConnectTimeout=2") && words.suffix(2) == ["root@127.0.0.1", "true"])
    }

    @Test func `autopkgtest's QEMU reads its options from a file, because the tool splits at blanks`() throws {
        let tool = AutopkgtestQEMU(plan: try plan(.tcg))
        let words = tool.start(of: "/i/root.ext4", settings: "/r/boot.cfg")
        #expect(words.contains("--qemu-options=-cpu qemu64 -readconfig /r/boot.cfg"))
        #expect(words.contains("--ram-size=1024") && words.contains("--cpus=2") && words.last == "/i/root.ext4")
        let text = tool.settings(kernel: "/k", initrd: "/i")
        #expect(text.hasPrefix("[machine]\n  kernel = \"/k\"\n  initrd = \"/i\"\n"))
        #expect(text.contains("accel = \"tcg\""))
        #expect(!AutopkgtestQEMU(plan: try plan(.kvm)).settings(kernel: "/k", initrd: "/i").contains("accel"))
    }

    @Test func `autopkgtest and virtme-ng get the kernel that has 9p`() throws {
        let plan = try plan(.tcg)
        #expect(AutopkgtestQEMU(plan: plan).creation(in: "/d").contains("--include=linux-image-amd64,python3"))
        #expect(VirtmeNG(plan: plan).creation(of: "/d/x.tar").contains("--include=linux-image-amd64"))
    }

    @Test func `virtme-ng has an option against KVM`() throws {
        #expect(
            VirtmeNG(plan: try plan(.tcg)).command(of: "/k").arguments == [
                "--run", "/k", "--memory", "1024M", "--cpus", "2", "--disable-kvm", "--exec", "true",
            ])
        #expect(!VirtmeNG(plan: try plan(.kvm)).command(of: "/k").arguments.contains("--disable-kvm"))
    }

    @Test func `a peer runs below a subreaper that ends it when we die`() {
        #expect(
            PeerLaunch.supervised(tini: "/t", "/p", ["a b"], input: nil, errors: nil) == [
                "/t", "-s", "-g", "-p", "SIGTERM", "--", "/p", "a b",
            ])
        let redirected = PeerLaunch.supervised(tini: "/t", "/p", ["a b"], input: "/in", errors: nil)
        #expect(redirected.suffix(5) == ["sh", "/in", "", "/p", "a b"])
    }

    @Test func `the newest kernel of an image is its kernel`() {
        #expect(PeerImage.kernel(among: ["config-6.1", "vmlinuz-6.1.0-1-amd64", "initrd.img-6.1"]) == "6.1.0-1-amd64")
        #expect(PeerImage.kernel(among: []) == nil)
    }
}
