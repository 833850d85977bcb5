import Host
import Offload

extension DiskStore {
    /// Runs a body with a directory for work over an image, which is in use meanwhile; one at a time for a key. What a body
    /// that was killed left is swept like a build.
    func withScratch<Value: Sendable>(
        _ key: String, over image: DiskImage, need: Int64,
        progress: @escaping @Sendable (BuildProgress) -> Void,
        _ body: @Sendable (_ directory: String) async throws(ImageError) -> Value
    ) async throws(ImageError) -> Value {
        let lock = try await lock(key, progress)
        defer { lock.release() }
        let place = build(key)
        await Remains.remove(place)
        try DiskSpace.check(directory, need: need, free: free(directory))
        do throws(ImageError) {
            try await blocking { () throws(ImageError) in try prepare(place, over: image) }
            let value = try await body(place)
            await Remains.remove(place)
            return value
        } catch {
            await Remains.remove(place)
            throw error
        }
    }

    /// What an image and all beneath it take on this host's disk.
    func space(of image: DiskImage) throws(ImageError) -> Int64 {
        used(Set(try chain(of: image.path).compactMap(digest(ofPath:))))
    }
}
