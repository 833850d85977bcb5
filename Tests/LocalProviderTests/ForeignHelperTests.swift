import Host
import Images
import KubeVirt
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

@Suite struct ForeignHelperTests {
    private let scratch = Scratch("helper")

    private func helper() -> ForeignHelper {
        var helper = ForeignHelper(HostDirectories(runtime: scratch("run"), cache: scratch("cache")))
        helper.path = scratch("bin")
        return helper
    }

    /// A compiler that notes that it was called and makes what it is told to.
    private func install(_ name: String, _ compile: String, version: String = "1") throws {
        let script = """
            #!/bin/sh
            [ "$1" = --version ] && { echo \(version); exit; }
            echo "$@" >> '\(scratch("calls"))'
            while [ "$1" != -o ]; do shift; done
            \(compile)
            """
        try scratch.write("bin/" + name, script + "\n", mode: 0o755)
    }

    private var calls: Int { scratch.text("calls")?.split(separator: "\n").count ?? 0 }

    @Test("is compiled once of the sources that are carried, and again by another compiler, in the place of the first")
    func once() async throws {
        try install("s390x-linux-gnu-gcc", "cat \"$3\" > \"$2\"")
        let first = try await helper().binary(for: .s390x)
        // What the stand-in copies is the first of the sources.
        #expect(String(decoding: first.bytes(), as: UTF8.self).contains("#include"))
        let again = try await helper().binary(for: .s390x)
        #expect(again.buildID == first.buildID && again.bytes() == first.bytes() && calls == 1)
        try install("s390x-linux-gnu-gcc", "echo two > \"$2\"", version: "2")
        let second = try await helper().binary(for: .s390x)
        #expect(second.buildID != first.buildID && second.bytes() == Array("two\n".utf8) && calls == 2)
        #expect(FileSystem.names(in: scratch("cache/helpers")).sorted() == ["lock", "s390x-" + second.buildID])
    }

    @Test("without a compiler, or without its C library, the packages to install are named")
    func missing() async throws {
        let none = await #expect(throws: MachineError.self) { try await helper().binary(for: .ppc64le) }
        #expect(none?.code == .hostNotReady)
        #expect(
            none?.message.contains("sudo apt-get install gcc-powerpc64le-linux-gnu libc6-dev-ppc64el-cross") == true)
        try install("mips64el-linux-gnuabi64-gcc", "echo 'ld: cannot find -lc'; exit 1")
        let library = await #expect(throws: MachineError.self) { try await helper().binary(for: .mips64el) }
        #expect(library?.message.contains("the C library is missing") == true)
        #expect(library?.message.contains("libc6-dev-mips64el-cross") == true)
        #expect(!FileSystem.exists(scratch("cache/helpers/work")))
        await #expect(throws: MachineError.self) { try await helper().binary(for: Architecture(rawValue: "vax")) }
    }
}
