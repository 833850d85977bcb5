import Images
import Offload

/// An image being built: its progress as a sequence, and the image in the end.
///
/// ```swift
/// let build = ImageStore().build(recipe)
/// for await progress in build { print(progress.stage, progress.detail ?? "") }
/// let image = try await build.image
/// ```
///
/// The build goes on whether or not anybody looks; a task that waits for the image and is cancelled ends it.
public struct ImageBuild: AsyncSequence, Sendable {
    /// How far the build is.
    public typealias Element = ImageProgress

    private let progress: AsyncStream<ImageProgress>
    private let task: Task<Image, any Error>

    init(_ body: @escaping @Sendable (@escaping @Sendable (BuildProgress) -> Void) async throws -> DiskImage) {
        // Whoever does not look needs the last word only.
        let (stream, continuation) = AsyncStream<ImageProgress>.makeStream(bufferingPolicy: .bufferingNewest(256))
        progress = stream
        task = Task {
            defer { continuation.finish() }
            return Image(try await body { continuation.yield(ImageProgress($0)) })
        }
    }

    /// The image, when it is there.
    ///
    /// - Throws: ``MachineError``, also when the build was cancelled.
    public var image: Image {
        get async throws {
            try await withTaskCancellationHandler {
                try await task.value
            } onCancel: {
                task.cancel()
            }
        }
    }

    /// Ends the build; the store stays whole.
    public func cancel() { task.cancel() }

    /// The progress from now on; for one reader.
    public func makeAsyncIterator() -> AsyncStream<ImageProgress>.AsyncIterator { progress.makeAsyncIterator() }
}
