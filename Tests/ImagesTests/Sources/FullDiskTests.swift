import Fixtures
import Glibc
import Host
import KubeVirt
import MayflyTestSupport
import Testing

@testable import Images

/// The disk that images are kept on is full in the middle of what is done.
@Suite(.requires(.mounts, .program("qemu-img"), .program("nginx")))
struct FullDiskTests {
    /// A file system in memory that only a process of the test's has mounted; others reach it through that.
    private final class SmallDisk: Sendable {
        let path: String
        private let keeper: ProcessHandle
        private let place: String

        init(_ directory: String, size: String) async throws {
            place = directory + "/small"
            try FileSystem.makeDirectory(place)
            let script =
                "mount -t tmpfs -o mode=700,size=\(size) none '\(place)' && touch '\(place)/here' && exec sleep 900"
            let unshare = try #require(FileSystem.program("unshare"))
            let pid = try SpawnRequest(unshare, ["-m", "sh", "-c", script]).start()
            keeper = try #require(ProcessHandle(pid: pid) { _ in true })
            path = "/proc/\(pid)/root" + place
            let here = path + "/here"
            try #require(await eventually { FileSystem.exists(here) })
        }

        func grow(to size: String) async throws {
            let result = try await Child.run(
                "/usr/bin/env",
                ["nsenter", "-t", "\(keeper.pid)", "-m", "mount", "-o", "remount,size=\(size)", place],
                limit: .seconds(20))
            try #require(result.end == .exited(0), "\(result.output)")
        }

        deinit {
            keeper.signal(SIGKILL)
            var status: Int32 = 0
            waitpid(keeper.pid, &status, 0)
        }
    }

    private func expectFull(_ recipe: ImageRecipe, size: String, disks: Int = 1, in directory: String) async throws {
        let disk = try await SmallDisk(directory, size: size)
        let place = try BuilderPlace(disk.path, reserve: 0)
        let error = await #expect(throws: ImageError.self) { try await place.image(recipe) }
        #expect(error?.code == .noSpace, "\(error?.description ?? "")")
        await place.expectWhole()
        try await disk.grow(to: "64m")
        let image = try await place.image(recipe)
        try await SourceDisk.expect(image, in: directory)
        await place.expectOnly(disks)
    }

    @Test func `full while a disk is fetched`() async throws {
        try await withScratch { directory in
            try await SourceDisk.make(in: directory)
            let nginx = try await Nginx(serving: directory)
            let source = HTTPSource(url: nginx.url + "/disk.raw", verification: .none)
            try await expectFull(ImageRecipe(source: .http(source)), size: "1m", in: directory)
        }
    }

    @Test(arguments: ["cp disk.raw a", "gzip -c disk.raw >a", "qemu-img convert -O vmdk disk.raw a"])
    func `full while a disk is converted`(command: String) async throws {
        try await withScratch { directory in
            try await SourceDisk.make(in: directory, command)
            let source = UploadSource(path: directory + "/a")
            try await expectFull(ImageRecipe(source: .upload(source)), size: "400k", in: directory)
        }
    }

    @Test func `full while a layer is made`() async throws {
        try await withScratch { directory in
            try await SourceDisk.make(in: directory)
            let disk = try await SmallDisk(directory, size: "1500k")
            let place = try BuilderPlace(disk.path, reserve: 0)
            let source = ImageSource.upload(UploadSource(path: directory + "/disk.raw"))
            let steps = (1...8).map { CustomizeStep.hostname("h\($0)") }
            let recipe = ImageRecipe(source: source, customize: steps)
            let error = await #expect(throws: ImageError.self) { try await place.image(recipe) }
            #expect(error?.code == .noSpace, "\(error?.description ?? "")")
            await place.expectWhole()
            try await disk.grow(to: "64m")
            _ = try await place.image(recipe)
            await place.expectOnly(9)
        }
    }
}
