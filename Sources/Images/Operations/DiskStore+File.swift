extension DiskStore {
    /// Has an image with all its layers as one compressed qcow2 that stands alone, for as long as the body runs; for others
    /// of this host who want the same at that time it is a wait.
    package func withFile<Value: Sendable>(
        of image: DiskImage, progress: @escaping @Sendable (BuildProgress) -> Void,
        _ body: @escaping @Sendable (_ path: String) async -> Value
    ) async throws(ImageError) -> Value {
        try await withScratch(
            SourceFetcher.key("mayfly file 1", image.digest), over: image, need: try space(of: image),
            progress: progress
        ) { directory throws(ImageError) in
            let disk = directory + "/disk.qcow2"
            try await convert(image, to: disk, as: .qcow2, compressed: true, progress)
            return await body(disk)
        }
    }
}
