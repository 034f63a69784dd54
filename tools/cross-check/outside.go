package main

import (
	"context"
	"fmt"
	"os"

	"filippo.io/torchwood"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/client"
	"github.com/transparency-dev/tessera/fsck"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// What torchwood says of the folder: the proof under the log's key, and each entry under the tiles.
func readByTorchwood(folder string, tree tlog.Tree, verifier note.Verifier, proof []byte, index int64, entries [][]byte) error {
	policy := torchwood.ThresholdPolicy(2, torchwood.OriginPolicy(verifier.Name()), torchwood.SingleVerifierPolicy(verifier))
	if err := torchwood.VerifyProof(policy, tlog.RecordHash(entries[index]), proof); err != nil {
		return err
	}
	files, err := torchwood.NewTileFS(os.DirFS(folder))
	if err != nil {
		return err
	}
	reader, err := torchwood.NewClient(files)
	if err != nil {
		return err
	}
	next := int64(0)
	for number, entry := range reader.AllEntries(context.Background(), tree, 0) {
		if number != next || string(entry) != string(entries[number]) {
			return fmt.Errorf("torchwood reads another entry %d", number)
		}
		next++
	}
	if reader.Err() == nil && next != tree.N {
		return fmt.Errorf("torchwood reads %d entries of %d", next, tree.N)
	}
	return reader.Err()
}

// What Tessera's fsck says of the folder: that root and tiles are those of the entries.
func checkedByTessera(folder string, verifier note.Verifier) error {
	leaves := func(bundle []byte) ([][]byte, error) {
		read := api.EntryBundle{}
		if err := read.UnmarshalText(bundle); err != nil {
			return nil, err
		}
		hashes := [][]byte{}
		for _, entry := range read.Entries {
			hashes = append(hashes, rfc6962.DefaultHasher.HashLeaf(entry))
		}
		return hashes, nil
	}
	return fsck.New(verifier.Name(), verifier, &client.FileFetcher{Root: folder}, leaves, fsck.Opts{N: 2}).Check(context.Background())
}
