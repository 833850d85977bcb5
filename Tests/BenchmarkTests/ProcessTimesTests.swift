import Glibc
import Testing

@testable import mayfly_bench

struct ProcessTimesTests {
    private func line(_ pid: Int, _ name: String, parent: Int, _ ticks: [Int]) -> String {
        let zeros = Array(repeating: "0", count: 9).joined(separator: " ")
        return "\(pid) (\(name)) S \(parent) \(zeros) \(ticks.map(String.init).joined(separator: " ")) 20 0 1 0 4711\n"
    }

    @Test("a name may hold anything", arguments: ["qemu-system-x86", "a) S 1 (b", ") (", "x y"])
    func names(_ name: String) throws {
        let times = try #require(ProcessTimes(line: line(12, name, parent: 3, [100, 20, 3, 4])))
        #expect(times.pid == 12 && times.parent == 3 && times.ticks == 127)
    }

    @Test("what is no such line is nothing", arguments: ["", "12", "12 (a)", "x (a) S 1", ") 1 (", "12 (a) S 1 0 0"])
    func noLines(_ text: String) {
        #expect(ProcessTimes(line: text) == nil)
    }

    @Test func `a tree is a process and all that descend from it, and nobody else`() throws {
        let all = [(1, 0), (10, 1), (11, 10), (12, 11), (20, 1), (21, 20)].compactMap { pid, parent in
            ProcessTimes(line: line(pid, "p", parent: parent, [pid, 0, 0, 0]))
        }
        #expect(ProcessTimes.tree(of: 10, in: all).map(\.pid) == [10, 11, 12])
        #expect(ProcessTimes.tree(of: 99, in: all).isEmpty)
    }

    @Test func `a circle ends`() {
        let all = [(5, 6), (6, 5)].compactMap { ProcessTimes(line: line($0, "p", parent: $1, [1, 0, 0, 0])) }
        #expect(Set(ProcessTimes.tree(of: 5, in: all).map(\.pid)) == [5, 6])
    }

    @Test func `this process is there, below its parent`() throws {
        #expect(try #require(ProcessTimes.of(getpid())).parent == getppid())
    }
}
