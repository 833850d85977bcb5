import Host
import Machines
import MayflyTestSupport
import Terminal
import Testing

@testable import Boots
@testable import mayfly

/// What the words of `mayfly boot --matrix` mean. Nothing is booted.
@Suite struct MatrixOptionsTests {
    private func invocation(_ words: [String]) throws -> Invocation {
        let parser = CommandParser(CommandSpec("mayfly", "", commands: [BootCommand.spec]))
        guard case .run(let invocation) = try parser.parse(["boot"] + words) else {
            throw MachineError(.invalidInput, "help")
        }
        return invocation
    }

    private func matrix(_ words: [String]) throws -> BootMatrix {
        try #require(try MatrixOptions.matrix(invocation(words)))
    }

    @Test("values are parted by commas, of which one may be in a value")
    func values() throws {
        for (text, values) in [
            ("1,2", ["1", "2"]), ("", [""]), (",a", ["", "a"]),
            (#"slub_debug=FZ\,kmalloc,quiet"#, ["slub_debug=FZ,kmalloc", "quiet"]),
            (#"a\\,b\c\"#, [#"a\"#, #"b\c\"#]),
        ] {
            #expect(MatrixAxis.values(text[...]) == values, "\(text)")
        }
    }

    @Test("a cell is what its own line would be, with the values of the axes behind what all have")
    func cells() throws {
        let matrix = try matrix([
            "-k", "/k", "--append", "loglevel=7", "--matrix", "cpus=1,2", "--matrix", "append=,quiet", "--matrix",
            "cpus=4", "--", "true",
        ])
        #expect(matrix.axes == [BootAxis("cpus", ["1", "2", "4"]), BootAxis("append", ["", "quiet"])])
        #expect(matrix.cells.count == 6)
        let last = try #require(matrix.cells.last)
        #expect(last.name == "cpus=4, append=quiet")
        #expect(last.boot.cpus == 4 && last.boot.arguments == "loglevel=7 quiet" && last.boot.command == ["true"])
        #expect(try MatrixOptions.matrix(invocation(["-k", "/k"])) == nil)
    }

    @Test("a path has the values of other axes where it names them, and what is in braces otherwise stays")
    func places() throws {
        let matrix = try matrix([
            "--matrix", "kernel=/{arch}/{cpus}/new,/{arch}/old", "--matrix", "arch=armhf,riscv64", "--initrd",
            "/{arch}.cpio", "--append", "{arch}",
        ])
        #expect(
            matrix.cells.map(\.boot.kernel) == [
                "/armhf/{cpus}/new", "/riscv64/{cpus}/new", "/armhf/old", "/riscv64/old",
            ])
        #expect(matrix.cells.map(\.boot.architecture?.rawValue) == ["armhf", "riscv64", "armhf", "riscv64"])
        #expect(matrix.cells.map(\.boot.userspace).first == .initrd("/armhf.cpio"))
        #expect(matrix.cells[0].boot.arguments == "{arch}")
    }

    @Test("what is no axis, has a wrong value or is given twice is refused by its axis")
    func refusals() async throws {
        for (words, part) in [
            (["--matrix", "cpus=1,0"], "the axis cpus: '0' is out of range"),
            (["--matrix", "memory=lots"], "the axis memory: 'lots' is no size"),
            (["--matrix", "arch=vax"], "the axis arch: 'vax' is no architecture"),
            (["--matrix", "cpus="], "the axis cpus: ''"),
            (["--matrix", "cpus=1,2", "--matrix", "cpus=2"], "the axis cpus has '2' twice"),
            (["--matrix", "cpus=1,2", "--cpus", "2"], "given by --cpus, too"),
            (["--matrix", "kernel=/a,/b"], "given by --kernel, too"),
            (["--matrix", "cpus=1", "--until-failure"], "--until-failure is for one boot"),
            (["--matrix", "cpus=1", "--manifest", "/m"], "--manifest is for one boot"),
            (["--matrix", "cpus=1", "--gdb"], "--gdb is for one boot"),
            (["--matrix", "cpus=1", "--record", "/r"], "--record is for one boot"),
            (
                [
                    "--matrix", "append=" + (0..<40).map(String.init).joined(separator: ","), "--matrix",
                    "cpus=" + (1...40).map(String.init).joined(separator: ","),
                ], "more than 1000 cells"
            ),
            (["--matrix", "arch=arm64", "--", "true"], "the cell arch=arm64 cannot be booted: our initramfs has"),
            (["--matrix", "arch=arm64"], "--initrd"),
            (["--matrix", "machine=microbit", "--cpus", "2"], "the cell machine=microbit cannot be booted"),
        ] {
            let error = await #expect(throws: (any Error).self) {
                try await BootCommand.run(invocation(["-k", "/k"] + words))
            }
            #expect("\(String(describing: error))".contains(part), "\(words): \(String(describing: error))")
            #expect(error.map(BootCommand.status) == 125)
        }
        for (words, part) in [
            ("timeout=1s,2s", "names no axis of a matrix by 'timeout'; the axes are kernel,"), ("cpus", "has no '='"),
        ] {
            let error = #expect(throws: UsageError.self) { try invocation(["-k", "/k", "--matrix", words]) }
            #expect(error?.exitCode == 125 && error?.message.contains(part) == true, "\(String(describing: error))")
        }
        let again = #expect(throws: MachineError.self) {
            try BootManifestOptions.earlier(invocation(["--from", "/m", "--matrix", "cpus=1"]))
        }
        #expect(again?.message.contains("leave --matrix out") == true)
    }

    @Test("cells without a QEMU are told with what to install, and nothing is started", .requires(.mounts))
    func untried() async throws {
        var image = [UInt8](repeating: 0, count: 64)
        image.replaceSubrange(56..<60, with: Array("ARMd".utf8))
        let path = try scratch.write("arm64", image)
        let host = PrivateHost()
        let run = try await MayflyCommand.run(
            [
                "boot", "--no-initrd", "--kernel", path, "--arch", "arm64", "--matrix", "cpus=1,2", "--junit",
                scratch("junit.xml"),
            ], environment: host.environment,
            after: "for name in /usr/bin/qemu-system-aarch64; do mount --bind /dev/null $name; done")
        #expect(run.status == 125, "\(run.error)")
        #expect(
            run.output.contains("not tried: qemu-system-aarch64 is not installed. Install the package qemu-system-arm"))
        #expect(run.error.contains("2 cells, 0 passed, 2 not tried"), "\(run.error)")
        #expect(scratch.text("junit.xml")?.contains("errors=\"2\"") == true)
        #expect(scratch.text("junit.xml")?.contains("name=\"cpus=2\"") == true)
        #expect(!FileSystem.exists(host.runtime))
    }

    private let scratch = Scratch("matrix-options")
}
