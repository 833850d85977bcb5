/// What a program that has done the work says of it at its end: one line of JSON.
package struct ToldWork: Codable, Sendable {
    /// Seconds of one processor.
    package struct Processor: Codable, Sendable {
        package var running = 0.0
        package var deleting = 0.0
    }

    /// Of the process; nil where the system does not tell.
    package struct Memory: Codable, Sendable {
        /// Before the first machine.
        package var started: ProcessMemory?
        /// When all ran.
        package var running: ProcessMemory?
        /// When all were deleted.
        package var deleted: ProcessMemory?
    }

    /// Seconds by the clock until the last VMI was seen to run.
    package var running = 0.0
    /// From there until the last one was seen to be gone.
    package var deleting = 0.0
    /// What the watch told; nil where that cannot be known.
    package var events: Int?
    // What only our own programs say.
    package var processor: Processor?
    package var memory: Memory?
    /// Watches of VMIs that the process had when all ran; nil where the server does not say.
    package var watches: Int?
    /// Machines that were there afterwards.
    package var left: Int?
}
