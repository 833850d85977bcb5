import Host
import MayflyTestSupport
import Testing
import Verdicts

@testable import Symbols

@Suite struct SymbolizerTests {
    private let scratch = Scratch("symbols")

    /// A program with debugging information that stands for a kernel.
    private func kernel() async throws -> String {
        let source = try scratch.write(
            "kernel.c",
            """
            volatile int sink;
            __attribute__((noinline)) void deep(void)
            {
                sink = 1;
            }
            static inline __attribute__((always_inline)) void inlined(void)
            {
                deep();
                sink = 2;
            }
            int main(void)
            {
                inlined();
                return sink;
            }
            """)
        let compiler = try #require(FileSystem.program("gcc"))
        let result = try await Child.run(
            compiler, ["-g", "-O1", "-fno-pie", "-no-pie", "-o", scratch("vmlinux"), source], limit: .seconds(120))
        try #require(result.end == .exited(0), "\(result.output)")
        return scratch("vmlinux")
    }

    @Test("frames of a real program get their lines", .requires(.program("gcc"), .program("addr2line")))
    func real() async throws {
        let symbolizer = Symbolizer(vmlinux: try await kernel())
        let deep = StackFrame("deep", offset: 0, size: 0x1000, role: .counter)
        // Each offset of main: one of them is the call's.
        let mains = (1...16).map { StackFrame("main", offset: $0, size: 0x1000) }
        let places = try await symbolizer.places(of: [deep, StackFrame("gone", offset: 1, size: 2)] + mains)
        #expect(places[deep]?.first?.function == "deep")
        #expect(places[deep]?.first.map { (3...4).contains($0.line) } == true)
        #expect(places[deep]?.first?.file == scratch("kernel.c"))
        // What was inlined comes first, and then where.
        #expect(mains.contains { places[$0]?.map(\.function) == ["inlined", "main"] })
        #expect(mains.contains { places[$0]?.first?.line == 8 && places[$0]?.last?.line == 13 })
        #expect(places.count <= 17)
    }

    @Test("addresses get their lines, however many they are", .requires(.program("gcc"), .program("addr2line")))
    func addresses() async throws {
        let symbolizer = Symbolizer(vmlinux: try await kernel())
        let begin = try #require(try await symbolizer.address(ofFunction: "deep"))
        #expect(try await symbolizer.address(ofFunction: "gone") == nil)
        // Its answer is longer than what is kept of a child's output.
        let places = try await symbolizer.places(of: Array(repeating: UInt64(16), count: 100_000) + [begin])
        #expect(places.count == 1 && places[begin]?.first?.function == "deep", "\(places)")
        #expect(try await symbolizer.places(of: [UInt64]()).isEmpty)
    }

    @Test("frames of modules have no place, and no program is run for them")
    func modules() async throws {
        let places = try await Symbolizer(vmlinux: "/nowhere").places(of: [
            StackFrame("foo", offset: 1, size: 2, module: "bar")
        ])
        #expect(places.isEmpty)
    }

    @Test("what is no kernel says so", .requires(.program("nm")))
    func noKernel() async throws {
        let file = try scratch.write("text", "no ELF")
        for path in [file, scratch("missing")] {
            await #expect {
                try await Symbolizer(vmlinux: path).places(of: [StackFrame("foo", offset: 1, size: 2)])
            } throws: {
                "\($0)".contains(path) && "\($0)".contains("vmlinux of its build")
            }
        }
    }

    @Test("addr2line's answers are read, and what it does not know is left out")
    func answers() {
        let places = AddressLines.places(
            in: """
                0xffffffff8100010f
                inner
                /src/a.c:12 (discriminator 3)
                outer
                /src/b.c:7
                0x0000000000000001
                ??
                ??:0
                0x0000000000000002
                known
                /src/c.c:?
                """)
        #expect(
            places == [
                0xffff_ffff_8100_010f: [
                    SourcePlace("inner", file: "/src/a.c", line: 12), SourcePlace("outer", file: "/src/b.c", line: 7),
                ]
            ])
    }
}
