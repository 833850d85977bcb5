/// How much a text may ask of us; a text is not trusted.
package struct Limits: Sendable, Hashable {
    /// Bytes of the text.
    package var bytes: Int
    /// Lists and mappings within each other.
    package var depth: Int
    /// Values that aliases and merge keys may add to those of the text.
    package var expandedNodes: Int

    package init(bytes: Int = 16 << 20, depth: Int = 200, expandedNodes: Int = 100_000) {
        self.bytes = bytes
        self.depth = depth
        self.expandedNodes = expandedNodes
    }
}
