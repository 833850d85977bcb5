/// How much a text may ask of us; a text is not trusted.
package struct Limits: Sendable, Hashable {
    /// Bytes of a text, or of one document of a stream.
    package var bytes: Int
    /// Lists and mappings within each other.
    package var depth: Int
    /// Values of one document: a list of single digits takes twenty times its length in memory.
    package var nodes: Int
    /// Values that aliases and merge keys may add to those of the text.
    package var expandedNodes: Int
    /// Lines that begin with `%`: libyaml compares each `%TAG` with all others.
    var directives: Int { 100 }

    package init(bytes: Int = 16 << 20, depth: Int = 200, nodes: Int = 500_000, expandedNodes: Int = 100_000) {
        self.bytes = bytes
        self.depth = depth
        self.nodes = nodes
        self.expandedNodes = expandedNodes
    }
}
