// Reads a ledger's folder with Go's own packages for signed notes and transparency logs, with torchwood and with Tessera's fsck, and says whether
// everything fits. It shares no code with what wrote the folder.
//
//	cross-check <folder> <verifier key> <proof of an entry> <consistency proof> <from>
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must[T any](value T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return value
}

func fits(what string, err error) {
	must(0, err)
	fmt.Println(what)
}

// The tree that a signed checkpoint states. Its first line is the origin, where Go's own format has a fixed text.
func openTree(signed string, key string) tlog.Tree {
	verifier := must(note.NewVerifier(key))
	opened := must(note.Open([]byte(signed), note.VerifierList(verifier)))
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() {
		must(0, fmt.Errorf("the origin %q is not the key's name", lines[0]))
	}
	return tlog.Tree{N: must(strconv.ParseInt(lines[1], 10, 64)), Hash: must(tlog.ParseHash(lines[2]))}
}

func hashes(lines []string) []tlog.Hash {
	found := []tlog.Hash{}
	for _, line := range lines {
		var hash tlog.Hash
		copy(hash[:], must(base64.StdEncoding.DecodeString(line)))
		found = append(found, hash)
	}
	return found
}

// Entries of all bundles, in order.
func entriesOf(folder string, size int64) [][]byte {
	entries := [][]byte{}
	for index := int64(0); index*256 < size; index++ {
		width := min(256, size-index*256)
		path := fmt.Sprintf("%s/tile/entries/%03d", folder, index)
		bytes, err := os.ReadFile(path)
		if err != nil {
			bytes = must(os.ReadFile(fmt.Sprintf("%s.p/%d", path, width)))
		}
		for at := int64(0); at < width; at++ {
			length := int(binary.BigEndian.Uint16(bytes))
			entries = append(entries, bytes[2:2+length])
			bytes = bytes[2+length:]
		}
	}
	return entries
}

func main() {
	folder, key, proofFile, consistencyFile := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	from := must(strconv.ParseInt(os.Args[5], 10, 64))
	tree := openTree(string(must(os.ReadFile(filepath.Join(folder, "checkpoint")))), key)
	fmt.Println("the signature fits")

	stored := []tlog.Hash{}
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := []tlog.Hash{}
		for _, index := range indexes {
			found = append(found, stored[index])
		}
		return found, nil
	})
	entries := entriesOf(folder, tree.N)
	for number, entry := range entries {
		stored = append(stored, must(tlog.StoredHashes(int64(number), entry, reader))...)
	}
	if must(tlog.TreeHash(tree.N, reader)) != tree.Hash {
		must(0, fmt.Errorf("the entries do not have the root of the checkpoint"))
	}
	fmt.Println("the root fits")

	for _, tile := range tlog.NewTiles(8, 0, tree.N) {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		written := must(os.ReadFile(filepath.Join(folder, path)))
		if string(written) != string(must(tlog.ReadTileData(tile, reader))) {
			must(0, fmt.Errorf("%s does not fit", path))
		}
	}
	fmt.Println("the tiles fit")

	proof := strings.SplitN(string(must(os.ReadFile(proofFile))), "\n\n", 2)
	lines := strings.Split(proof[0], "\n")
	index := must(strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64))
	under := openTree(proof[1], key)
	fits("the proof fits", tlog.CheckRecord(tlog.RecordProof(hashes(lines[2:])), under.N, under.Hash, index, tlog.RecordHash(entries[index])))

	grown := strings.Fields(string(must(os.ReadFile(consistencyFile))))
	fits("the growth fits", tlog.CheckTree(tlog.TreeProof(hashes(grown)), tree.N, tree.Hash, from, must(tlog.TreeHash(from, reader))))

	verifier := must(note.NewVerifier(key))
	fits("it fits by torchwood", readByTorchwood(folder, tree, verifier, must(os.ReadFile(proofFile)), index, entries))
	fits("it fits by Tessera", checkedByTessera(folder, verifier))
}
