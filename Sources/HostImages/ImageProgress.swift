import Images

/// How far an image is.
public struct ImageProgress: Sendable, Hashable {
    /// What is being done, such as `download` or `step`.
    public let stage: String
    /// How much of the stage is done, from 0 to 1.
    public let fraction: Double
    /// Which step or file, for people; nil where the stage says it all.
    public let detail: String?

    init(_ progress: BuildProgress) {
        (stage, fraction, detail) = (progress.stage.rawValue, progress.fraction, progress.detail)
    }
}
