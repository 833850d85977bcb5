import CLinux
import Fixtures
import FoundationEssentials
import Glibc
import Images
import Testing

@Suite struct EvictionTests {
    /// Makes a file look as if it was built two months ago and last used some days ago.
    private func age(_ path: String, days: Int) {
        let day = 24 * 60 * 60
        let times = [
            timespec(tv_sec: time(nil) - days * day, tv_nsec: 0), timespec(tv_sec: time(nil) - 60 * day, tv_nsec: 0),
        ]
        #expect(utimensat(AT_FDCWD, path, times, 0) == 0)
    }

    private func lastUse(_ image: InitramfsImage) -> Int {
        var status = stat()
        return lstat(image.path, &status) == 0 ? time(nil) - status.st_atim.tv_sec : -1
    }

    private func build(_ text: String, _ setting: inout Setting) async throws -> InitramfsImage {
        setting.source.files[0].origin = .content(text)
        return try await setting.image()
    }

    @Test("a build removes images that nobody used for 30 days, with their manifests, and no younger one")
    func evicts() async throws {
        try await withSetting { setting in
            let old = try await build("old", &setting)
            let young = try await build("young", &setting)
            age(old.path, days: 31)
            age(young.path, days: 29)
            let mine = setting.root + "/store/mine.cpio"
            try writeFile(mine, "precious")
            age(mine, days: 31)
            let new = try await build("new", &setting)
            #expect(access(old.path, F_OK) != 0)
            for kept in [young.path, mine, new.path] { #expect(access(kept, F_OK) == 0, "\(kept)") }
            #expect(try FileManager.default.contentsOfDirectory(atPath: setting.root + "/store/requests").count == 2)
            #expect(try await build("old", &setting).isNew, "it can be built again")
        }
    }

    @Test("an image that is used is young again")
    func used() async throws {
        try await withSetting { setting in
            let image = try await build("one", &setting)
            age(image.path, days: 31)
            #expect(try await build("one", &setting).path == image.path)
            #expect((0..<3600).contains(lastUse(image)))
            _ = try await build("two", &setting)
            #expect(access(image.path, F_OK) == 0)
        }
    }
}
