/// Where the streams of a guest's command lead.
struct CommandStreams: Sendable {
    /// Takes what the command wrote; false when nobody reads it any more.
    typealias Writer = @Sendable ([UInt8]) async -> Bool

    /// The next bytes for the command, empty at their end; nil for a command without input.
    var input: (@Sendable () async -> [UInt8])?
    var output: Writer
    var error: Writer

    static let ofThisProcess = CommandStreams(
        input: { await Standard.read() }, output: { await Standard.output.write($0) },
        error: { await Standard.error.write($0) })
}
