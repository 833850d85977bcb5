import Fixtures
import FoundationEssentials
import Host
import KubeVirt
import MayflyTestSupport
import Testing

@testable import Images

@Suite(.requires(.program("qemu-img")))
struct ExportTests {
    /// An image with a layer that has bytes of its own.
    private func image(_ place: BuilderPlace) async throws -> DiskImage {
        let raw = place.directory + "/disk.img"
        try writeFile(raw, [UInt8](repeating: 7, count: 3 << 20) + [UInt8](repeating: 0, count: 5 << 20))
        let base = ImageRecipe(
            source: .upload(UploadSource(path: raw, verification: .none)), customize: [.hostname("a")])
        return try await place.image(base)
    }

    private func qemu(_ arguments: String...) async throws -> String {
        let program = try #require(FileSystem.program("qemu-img"))
        let result = try await Child.run(program, arguments, limit: .seconds(60))
        try #require(result.end == .exited(0), "\(arguments): \(result.output)")
        return result.output
    }

    @Test(arguments: [(ExportFormat.qcow2, true), (.qcow2, false), (.raw, false), (.vmdk, true)])
    func `a chain becomes one file that stands alone and holds the same`(
        format: ExportFormat, compressed: Bool
    ) async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let image = try await image(place)
            #expect(try place.store.chain(of: image.path).count == 2)
            let path = directory + "/out:put." + format.rawValue
            let told = Shared<[Double]>([])
            try await place.store.export(image, to: path, as: format, compressed: compressed) { progress in
                told.change { $0.append(progress.fraction) }
            }
            #expect(told.value.last == 1)
            let info = try await qemu("info", "-f", format.rawValue, "--output=json", path)
            #expect(!info.contains("backing") && info.contains(#""virtual-size": 8388608"#))
            _ = try await qemu("compare", "-F", format.rawValue, image.path, path)
            #expect(FileSystem.names(in: directory).sorted() == ["disk.img", "disks", "out:put." + format.rawValue])
        }
    }

    @Test func `a file that is there is replaced only when that is wanted`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let image = try await place.image(.blank())
            try writeFile(directory + "/mine", "precious")
            let error = await #expect(throws: ImageError.self) {
                try await place.store.export(image, to: directory + "/mine") { _ in }
            }
            #expect(error?.code == .exists && error?.message.contains("--force") == true)
            #expect(FileSystem.text(directory + "/mine") == "precious")
            try await place.store.export(image, to: directory + "/mine", replacing: true) { _ in }
            #expect(QCOW2.head(directory + "/mine")?.virtualSize == 64 << 20)
            await #expect(throws: ImageError.self) {
                try await place.store.export(image, to: directory, replacing: true) { _ in }
            }
        }
    }

    @Test func `what cannot be written leaves nothing, and the store is as it was`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let image = try await place.image(.blank())
            let error = await #expect(throws: ImageError.self) {
                try await place.store.export(image, to: directory + "/no/such/place") { _ in }
            }
            #expect(error?.message.contains("/no/such/place") == true)
            let raw = await #expect(throws: ImageError.self) {
                try await place.store.export(image, to: directory + "/x", as: .raw, compressed: true) { _ in }
            }
            #expect(raw?.code == .format)
            #expect(FileSystem.names(in: directory) == ["disks"])
            #expect(FileSystem.names(in: place.store.directory + "/builds").isEmpty)
        }
    }

    @Test func `what an export left that was killed goes with the next one there, and what another still writes stays`()
        async throws
    {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let image = try await place.image(.blank())
            let others = directory + "/out"
            let dead = others + "/.mayfly-export.new-1abc"
            try writeFile(dead + "/disk.new-2abc", "half")
            try writeFile(others + "/.notes.new-1abc", "precious")
            let living = try ExportTarget(others + "/b").begin()
            try await place.store.export(image, to: others + "/a") { _ in }
            #expect(!FileSystem.exists(dead))
            #expect(FileSystem.text(others + "/.notes.new-1abc") == "precious")
            #expect(FileSystem.names(in: others).count == 3, "the file, the notes, and what is still written")
            living.remove()
            #expect(FileSystem.names(in: others).sorted() == [".notes.new-1abc", "a"])
        }
    }

    @Test func `an export that is cancelled leaves nothing`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let image = try await image(place)
            let error = await #expect(throws: ImageError.self) {
                try await Task {
                    try await place.store.export(image, to: directory + "/out") { _ in
                        // Told at first by the task itself, just before the work begins.
                        withUnsafeCurrentTask { $0?.cancel() }
                    }
                }.value
            }
            #expect(error?.code == .cancelled)
            #expect(FileSystem.names(in: directory).sorted() == ["disk.img", "disks"])
        }
    }
}
