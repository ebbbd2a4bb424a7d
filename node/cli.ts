console.log('infonex')
