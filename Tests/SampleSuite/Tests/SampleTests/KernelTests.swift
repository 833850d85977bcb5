import MayflyTesting
import Testing

@Suite("Kernel", .debian) struct KernelTests {
    @Test func `it is Debian 12's`() async throws {
        #expect(try await sh("uname -r").hasPrefix("6.1."))
        #expect(try await sh(". /etc/os-release; echo $VERSION_CODENAME") == "bookworm")
    }

    @Test func `a module is loaded and unloaded`() async throws {
        #expect(try await sh("modprobe dummy; grep -c '^dummy ' /proc/modules") == "1")
        #expect(try await status("modprobe -r dummy; grep '^dummy ' /proc/modules") == .exited(1))
    }

    @Test func `a setting is set`() async throws {
        #expect(try await sh("sysctl -qw vm.swappiness=7; cat /proc/sys/vm/swappiness") == "7")
    }

    @Test func `no other test has set it`() async throws {
        #expect(try await sh("cat /proc/sys/vm/swappiness") != "7")
    }

    @Test func `there is one processor`() async throws {
        #expect(try await sh("nproc") == "1")
    }

    @Test func `the memory is what the fixture says`() async throws {
        let kibibytes = try #require(Int(try await sh("awk '/MemTotal/ {print $2}' /proc/meminfo")))
        #expect((400_000...524_288).contains(kibibytes))
    }

    @Test func `a group of processes that takes too much memory is ended`() async throws {
        let greedy =
            "systemd-run --wait --quiet -p MemoryMax=16M -p MemorySwapMax=0 sh -c 'head -c 64M /dev/zero | tail'"
        #expect(try await status(greedy) != .exited(0))
    }

    @Test func `a group of processes has a limit of their number`() async throws {
        let script = "systemd-run --wait --pipe --quiet -p TasksMax=4 sh -c 'for i in 1 2 3 4 5 6; do sleep 1 & done'"
        #expect(try await status(script + " 2>&1") != .exited(0))
    }

    @Test func `random numbers differ`() async throws {
        let drawn = try await sh("for i in 1 2 3; do cat /proc/sys/kernel/random/uuid; done")
        #expect(Set(drawn.split(separator: "\n")).count == 3)
    }

    @Test func `what is wrong with a system call is told`() async throws {
        #expect(try await sh("rmdir /srv/no-such 2>&1 || true").hasSuffix("No such file or directory"))
    }
}
