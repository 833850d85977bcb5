import Digests

extension SourceFetcher {
    /// An empty disk.
    func blank(
        _ size: Int64?, _ options: ImageBuilder.Options, _ progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) -> DiskImage {
        guard let size, size > 0 else {
            throw ImageError(.source, "image.size: an empty disk has no size of its own; write how large it shall be")
        }
        let key = Digest()
        key.update("mayfly blank 1")
        key.update("\(size)")
        return try await store.image(key.finish(), inUse: options.inUse, need: 1 << 20, progress: progress) {
            directory in
            let (path, start) = (directory + "/disk.qcow2", ContinuousClock.now)
            do throws(ImageError) {
                try await QemuImage.run("create", "-q", "-f", "qcow2", path, "\(size)", making: path)
                return MadeDisks([.init(path: path, record: await .made("blank, \(size >> 20) MiB", since: start))])
            } catch {
                return MadeDisks(failure: error)
            }
        }
    }
}
