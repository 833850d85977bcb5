import MayflyTestSupport
import Testing

@testable import Host

@Suite struct HostMemoryTests {
    private let root = Scratch("memory")
    private let mebibyte: Int64 = 1 << 20

    private func memory() -> HostMemory? { HostMemory.read(ControlGroups(root: root.path), root: root.path) }

    private func write(total: Int64 = 16384, available: Int64 = 8192) throws {
        try root.write(
            "proc/meminfo",
            "MemTotal:       \(total << 10) kB\nMemFree:          100 kB\nMemAvailable:    \(available << 10) kB\n")
    }

    private func mount(_ place: String, _ type: String, _ options: String, root: String = "/") -> String {
        "41 31 0:38 \(root) \(place) rw,relatime shared:5 - \(type) \(type) \(options)\n"
    }

    @Test("without control groups the kernel's numbers are the host's")
    func plain() throws {
        try write()
        #expect(memory() == HostMemory(available: 8192 * mebibyte, total: 16384 * mebibyte))
    }

    @Test("a kernel that does not say what is available leaves it open")
    func silent() throws {
        #expect(memory() == nil)
        try root.write("proc/meminfo", "MemTotal: 1 kB\n")
        #expect(memory() == nil)
    }

    @Test("version 2: the tightest of all groups above counts, and files' pages can be had back")
    func unified() throws {
        try write()
        try root.write("proc/self/cgroup", "0::/user.slice/session/mayfly\n")
        try root.write("proc/self/mountinfo", mount("/sys/fs/cgroup", "cgroup2", "rw"))
        let top = "sys/fs/cgroup/user.slice"
        try root.write("\(top)/memory.max", "max\n")
        try root.write("\(top)/memory.high", "\(6000 * mebibyte)\n")
        try root.write("\(top)/memory.current", "\(5000 * mebibyte)\n")
        try root.write(
            "\(top)/memory.stat",
            "anon 1\nfile 5\ninactive_file \(1000 * mebibyte)\nactive_file \(500 * mebibyte)\n")
        try root.write("\(top)/session/memory.max", "\(4000 * mebibyte)\n")
        try root.write("\(top)/session/memory.current", "\(1000 * mebibyte)\n")
        try root.write("\(top)/session/mayfly/memory.max", "max\n")
        try root.write("\(top)/session/mayfly/memory.current", "1000\n")
        #expect(memory() == HostMemory(available: 2500 * mebibyte, total: 4000 * mebibyte))
    }

    @Test("version 1: the memory hierarchy is found among others, and no limit is a very large one")
    func legacy() throws {
        try write()
        try root.write("proc/self/cgroup", "5:cpu,cpuacct:/a\n4:memory:/docker/abc/inner\n0::/\n")
        try root.write(
            "proc/self/mountinfo",
            mount("/sys/fs/cgroup/cpu", "cgroup", "rw,cpu,cpuacct") + mount("/sys/fs/cgroup/unified", "cgroup2", "rw")
                + mount("/sys/fs/cgroup/memory", "cgroup", "rw,memory", root: "/docker/abc"))
        let top = "sys/fs/cgroup/memory"
        try root.write("\(top)/memory.limit_in_bytes", "\(2000 * mebibyte)\n")
        try root.write("\(top)/memory.usage_in_bytes", "\(1500 * mebibyte)\n")
        try root.write("\(top)/memory.stat", "inactive_file 7\ntotal_inactive_file \(300 * mebibyte)\n")
        try root.write("\(top)/inner/memory.limit_in_bytes", "9223372036854771712\n")
        try root.write("\(top)/inner/memory.usage_in_bytes", "5\n")
        #expect(memory() == HostMemory(available: 800 * mebibyte, total: 2000 * mebibyte))
    }

    @Test("a group that uses more than its limit leaves nothing, not less")
    func overdrawn() throws {
        try write()
        try root.write("proc/self/cgroup", "0::/\n")
        try root.write("proc/self/mountinfo", mount("/sys/fs/cgroup", "cgroup2", "rw"))
        try root.write("sys/fs/cgroup/memory.max", "1000\n")
        try root.write("sys/fs/cgroup/memory.current", "2000\n")
        #expect(memory()?.available == 0)
    }

    @Test("this host has memory")
    func real() throws {
        let memory = try #require(HostMemory.read())
        #expect(memory.available > 0 && memory.available <= memory.total)
    }
}
