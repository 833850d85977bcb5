import DiskFormats
import Host
import MayflyTestSupport
import Testing

@Suite(.requires(.program("qemu-img"))) struct InterruptedImportTests {
    /// A gigabyte of it, which nobody imports in an instant.
    private func makeLarge(_ command: String) async throws -> TestDisk {
        let test = try TestDisk()
        try await test.shell(
            """
            for i in $(seq 42); do cat disk.raw; done | dd of=large bs=64k iflag=fullblock conv=sparse status=none
            truncate -s 1008M large
            rm disk.raw
            \(command)
            """)
        return test
    }

    @Test(arguments: ["gzip -1 large; mv large.gz a", "qemu-img convert -O qcow2 -o cluster_size=32k large a"])
    func `a cancelled import leaves nothing`(command: String) async throws {
        let test = try await makeLarge(command)
        // Cancelled by its own progress, so that it is in the middle however fast it is.
        let running = Latch<Task<ImportedDisk, any Error>>()
        let task = Task {
            _ = try await running.wait()
            return try await importDisk(
                from: test.scratch("a"), to: test.scratch("out.qcow2"), scratch: test.scratch("work")
            ) {
                if $0 > 0.02 { running.known?.cancel() }
            }
        }
        running.set(task)
        let error = try await #require(throws: DiskFormatError.self) { try await task.value }
        #expect(error.code == .cancelled)
        #expect(error.cause is CancellationError)
        test.expectNothingLeft()
        #expect(!FileSystem.exists(test.scratch("out.qcow2")))
    }

    @Test(arguments: ["gzip -1 large; mv large.gz a", "qemu-img convert -O vmdk large a", "mv large a"])
    func `a disk that fills is told as such, and keeps some room`(command: String) async throws {
        let test = try await makeLarge(command)
        let error = try await test.failure("a", limits: DiskLimits(reserve: .max))
        #expect(error.code == .noSpace)
        #expect(error.message.contains("Free some space"))
    }

    @Test func `an output that cannot be there is refused in words`() async throws {
        let test = try TestDisk()
        let error = try await #require(throws: DiskFormatError.self) {
            try await importDisk(from: test.raw, to: test.scratch("no/out"), scratch: test.scratch("work"))
        }
        #expect(error.code == .write)
        test.expectNothingLeft()
        let missing = try await #require(throws: DiskFormatError.self) {
            try await importDisk(from: test.raw, to: test.scratch("out"), scratch: test.scratch("no"))
        }
        #expect(missing.code == .write)
    }
}
